using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A worker that dies while a webhook is under way cannot know whether it arrived: it is sent again, but not for ever.</summary>
public sealed class CrashingDuringAnAttempt(Servers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task It_is_sent_again_at_once_three_times_and_then_counts_as_failed()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker, Extra = new Dictionary<string, string?> { ["Queue__Lease"] = "00:00:03" } });
        await using var receiver = await Receiver.StartAsync(
            (http, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        var id = await merchant.SendTestWebhookAsync();

        for (var crash = 1; crash <= 4; crash++)
        {
            await Eventually.GetAsync(() => Task.FromResult(receiver.Received.Count), count => count >= crash, $"delivery {crash} is under way", Patience);
            await gateway.ReplaceWorkerAsync();
        }

        var delivery = await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            seen => seen.GetProperty("attempts").GetInt32() == 1, "the four crashes have used up one attempt of the schedule", Patience);
        Assert.Equal("pending", delivery.GetProperty("status").GetString());
        Assert.Equal(4, delivery.GetProperty("attempt_log").GetArrayLength());
        Assert.Equal(4, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(webhook => webhook.Body).Distinct());
        Assert.Single(receiver.Received.Select(webhook => webhook.EventId).Distinct());
        Assert.All(receiver.Received, webhook => Assert.Equal("1", webhook.Headers["X-Webhook-Attempt"]));
    }
}
