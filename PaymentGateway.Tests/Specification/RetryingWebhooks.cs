using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>The schedule in real time, once for all; elsewhere tests move its due times.</summary>
public sealed class RetryingWebhooks(FiveAttempts attempts) : IClassFixture<FiveAttempts>
{
    [Fact]
    public Task A_hundred_webhooks_that_are_refused_four_times_come_again_on_time() =>
        RetrySchedule.WasKeptAsync(attempts.Lucky, attempts.Pulse);

    [Fact]
    public void No_receiver_is_called_again_before_its_pause_is_over()
    {
        RetrySchedule.WasNeverEarly(attempts.LuckyReceiver);
        RetrySchedule.WasNeverEarly(attempts.UnluckyReceiver);
        RetrySchedule.WasNeverEarly(attempts.RestartedReceiver);
    }

    [Fact]
    public async Task The_fifth_attempt_delivers_the_same_bytes_under_the_same_id()
    {
        Assert.Equal(FiveAttempts.Webhooks, (await attempts.Lucky.GetAsync("/api/v1/webhooks?status=success")).Number("total"));
        Assert.All(attempts.LuckyReceiver.Received.GroupBy(webhook => webhook.EventId), copies =>
        {
            Assert.Equal(["1", "2", "3", "4", "5"], copies.Select(copy => copy.Headers["X-Webhook-Attempt"]));
            Assert.Single(copies.Select(copy => copy.Body).Distinct());
            Assert.True(copies.All(copy => copy.IsSignedWith(TestMerchant.WebhookSecret)));
        });
    }

    [Fact]
    public async Task After_five_refusals_a_delivery_has_failed_until_somebody_starts_it_again()
    {
        var merchant = attempts.Unlucky;
        Assert.Equal(15, attempts.UnluckyReceiver.Received.Count);
        var failed = await merchant.GetAsync("/api/v1/webhooks?status=failed");
        Assert.Equal(3, failed.Number("total"));
        var id = failed.Json.GetProperty("data")[0].GetProperty("id").GetString()!;

        (await merchant.PostAsync($"/api/v1/webhooks/{id}/retry")).Expect(200);
        var again = await merchant.AttemptedAsync(id, RetrySchedule.Attempts + 1);

        Assert.Equal("pending", again.GetProperty("status").GetString());
        Assert.Equal(1, again.GetProperty("attempts").GetInt32());
        Assert.Equal(["auto", "auto", "auto", "auto", "auto", "manual"],
            again.GetProperty("attempt_log").EnumerateArray().Select(attempt => attempt.GetProperty("trigger").GetString()));
        Assert.InRange((again.GetProperty("next_retry_at").GetDateTimeOffset()
            - again.LastAttempt().GetProperty("started_at").GetDateTimeOffset()).TotalSeconds, 5, 9);
    }

    [Fact]
    public void A_delivery_that_is_pending_cannot_be_started_again() => attempts.EarlyRetry.ExpectError(409, "CONFLICT_ERROR");

    [Fact]
    public async Task The_schedule_outlives_the_worker_and_redis()
    {
        Assert.Equal(5 * FiveAttempts.RestartedWebhooks, attempts.RestartedReceiver.Received.Count);
        Assert.Equal(FiveAttempts.RestartedWebhooks, (await attempts.Restarted.GetAsync("/api/v1/webhooks?status=success")).Number("total"));
        await RetrySchedule.WasKeptAsync(attempts.Restarted, attempts.Pulse);
    }
}
