using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class RetryingUntilItIsTaken(Servers servers)
{
    [Fact]
    public async Task A_hundred_webhooks_refused_four_times_come_again_on_time_and_are_taken_the_fifth()
    {
        await using var pulse = new MachinePulse();
        await using var receiver = await RetrySchedule.RefusingAsync(times: 4);
        var merchant = await servers.NewMerchantAsync(receiver.Url);

        await Parallel.ForAsync(0, 34, async (_, _) => await merchant.PayAsync()); // three webhooks each
        await RetrySchedule.IsOverAsync(merchant, 102);

        Assert.Equal(102, (await merchant.GetAsync("/api/v1/webhooks?status=success")).Number("total"));
        await RetrySchedule.WasKeptAsync(merchant, pulse.WorstStall);
        Assert.All(receiver.Received.GroupBy(webhook => webhook.EventId), copies =>
        {
            Assert.Equal(["1", "2", "3", "4", "5"], copies.Select(copy => copy.Headers["X-Webhook-Attempt"]));
            Assert.Single(copies.Select(copy => copy.Body).Distinct());
            Assert.True(copies.All(copy => copy.IsSignedWith(TestMerchant.WebhookSecret)));
        });
    }
}

public sealed class GivingUp(Servers servers)
{
    [Fact]
    public async Task After_five_refusals_it_has_failed_until_somebody_starts_it_again()
    {
        await using var receiver = await Receiver.AnsweringAsync(500);
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.PayAsync();
        var pending = (await merchant.GetAsync("/api/v1/webhooks")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;
        (await merchant.PostAsync($"/api/v1/webhooks/{pending}/retry")).ExpectError(409, "CONFLICT_ERROR");

        await RetrySchedule.IsOverAsync(merchant, 3);
        Assert.Equal(3, (await merchant.GetAsync("/api/v1/webhooks?status=failed")).Number("total"));
        Assert.Equal(15, receiver.Received.Count);

        (await merchant.PostAsync($"/api/v1/webhooks/{pending}/retry")).Expect(200);
        var again = await merchant.AttemptedAsync(pending, RetrySchedule.Attempts + 1);

        Assert.Equal("pending", again.GetProperty("status").GetString());
        Assert.Equal(1, again.GetProperty("attempts").GetInt32());
        Assert.Equal(["auto", "auto", "auto", "auto", "auto", "manual"],
            again.GetProperty("attempt_log").EnumerateArray().Select(attempt => attempt.GetProperty("trigger").GetString()));
        Assert.InRange((again.GetProperty("next_retry_at").GetDateTimeOffset()
            - again.LastAttempt().GetProperty("started_at").GetDateTimeOffset()).TotalSeconds, 5, 9);
    }
}

public sealed class RetryingAcrossRestarts(Servers servers)
{
    [Fact]
    public async Task The_schedule_outlives_the_worker_and_redis()
    {
        await using var gateway = await Gateway.StartAsync(servers);
        await using var receiver = await RetrySchedule.RefusingAsync(times: 4);
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await using var pulse = new MachinePulse();

        await Parallel.ForAsync(0, 34, async (_, _) => await merchant.PayAsync());
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 204, "all have been tried twice");
        await RestartAsync(gateway);
        await RetrySchedule.IsOverAsync(merchant, 102);

        Assert.Equal(510, receiver.Received.Count);
        Assert.Equal(102, (await merchant.GetAsync("/api/v1/webhooks?status=success")).Number("total"));
        await RetrySchedule.WasKeptAsync(merchant, pulse.WorstStall);
    }

    // Attempts two and three are ten seconds apart.
    private static async Task RestartAsync(Gateway gateway)
    {
        var old = gateway.Workers[^1];
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE state = 'running'") == 0, "nothing is under way");
        old.Kill();
        await old.Exited;
        await gateway.RestartRedisEmptyAsync();
        gateway.StartWorker();
    }
}
