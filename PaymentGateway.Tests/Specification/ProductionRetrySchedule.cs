using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Minutes and hours are not waited for: each due time is read, and then moved.</summary>
[Collection(PatientTests.Name)]
public sealed class ProductionRetrySchedule(PatientGateway patient)
{
    [Fact]
    public async Task A_failing_delivery_is_retried_after_one_five_thirty_and_120_minutes_and_then_failed()
    {
        await using var receiver = await Receiver.AnsweringAsync(500);
        var merchant = await patient.NewMerchantAsync(receiver.Url);
        var id = await merchant.SendTestWebhookAsync();
        var waits = new List<double>();

        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var delivery = await merchant.AttemptedAsync(id, attempt);
            var last = delivery.LastAttempt();
            var ended = last.GetProperty("started_at").GetDateTimeOffset().AddMilliseconds(last.GetProperty("duration_ms").GetInt32());
            waits.Add((delivery.GetProperty("next_retry_at").GetDateTimeOffset() - ended).TotalSeconds);
            await merchant.AdvanceAsync(TimeSpan.FromSeconds(waits[^1]));
        }

        var failed = await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            delivery => delivery.GetProperty("status").GetString() == "failed", "it is given up");
        Assert.Equal(5, failed.GetProperty("attempts").GetInt32());
        Assert.Equal(5, receiver.Received.Count);
        Assert.All(waits.Zip([60, 300, 1800, 7200]), wait => Assert.InRange(wait.First, wait.Second - 0.005, wait.Second + 2));
    }
}
