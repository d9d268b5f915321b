using System.Globalization;
using Microsoft.AspNetCore.Http;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A receiver may say when it wants to be asked again, within limits.</summary>
public sealed class AskingForTime(Servers servers)
{
    private const double Rounding = 0.005; // times are shown in whole milliseconds

    [Theory]
    [InlineData("1", 5)]
    [InlineData("8", 8)]
    [InlineData("86400", 10)]
    [InlineData("soon", 5)]
    public async Task Retry_after_in_seconds_is_granted_up_to_twice_the_interval(string header, double expected) =>
        Assert.InRange(await WaitAsync(header), expected - Rounding, expected + 1.9);

    [Fact]
    public async Task Retry_after_as_a_date_is_granted_alike()
    {
        var date = TimeProvider.System.GetUtcNow().AddHours(1).ToString("R", CultureInfo.InvariantCulture);

        Assert.InRange(await WaitAsync(date), 10 - Rounding, 11.9);
    }

    [Fact]
    public async Task An_address_that_is_taken_away_cancels_what_was_to_be_tried_again()
    {
        await using var receiver = await Receiver.AnsweringAsync(503);
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var id = await merchant.SendTestWebhookAsync();
        await merchant.AttemptedAsync(id, 1);

        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = (string?)null })).Expect(200);
        var cancelled = await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            delivery => delivery.GetProperty("status").GetString() == "failed", "the delivery is cancelled");

        Assert.Single(receiver.Received);
        Assert.Equal(1, cancelled.GetProperty("attempts").GetInt32());
    }

    /// <returns>Seconds from the end of the first attempt to when the second is due.</returns>
    private async Task<double> WaitAsync(string retryAfter)
    {
        await using var receiver = await Receiver.StartAsync((http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var delivery = await merchant.AttemptedAsync(await merchant.SendTestWebhookAsync(), 1);
        var attempt = delivery.LastAttempt();
        var ended = attempt.GetProperty("started_at").GetDateTimeOffset().AddMilliseconds(attempt.GetProperty("duration_ms").GetInt32());
        return (delivery.GetProperty("next_retry_at").GetDateTimeOffset() - ended).TotalSeconds;
    }
}
