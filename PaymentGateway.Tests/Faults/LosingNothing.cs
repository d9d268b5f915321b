using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Workers killed and Redis emptied while payments come in. The controls switch a safeguard off and must lose.</summary>
public sealed class LosingNothing(Servers servers)
{
    private static readonly int Payments = Volume.Of(100, full: 400);

    private static readonly Dictionary<string, string?> QuickRecovery = new()
    {
        ["Queue__Lease"] = "00:00:02",
        ["Queue__RedispatchAfter"] = "00:00:02",
    };

    [Fact]
    public async Task Hundreds_of_payments_are_settled_and_their_webhooks_verified()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { ProcessingDelay = 1000 });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        await Traffic.PayAsync(merchant, Volume.Of(200, full: 1000));
        var answered = Stopwatch.GetTimestamp();
        await Invariants.ComesToRestAsync(gateway);

        TestContext.Current.TestOutputHelper?.WriteLine($"at rest {Stopwatch.GetElapsedTime(answered).TotalSeconds:0.0} s after the last answer");
        await Invariants.HoldAsync(gateway, receiver, Volume.Of(200, full: 1000));
    }

    [Fact]
    public async Task A_worker_that_is_killed_loses_nothing_and_does_nothing_twice()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Worker, Extra = QuickRecovery });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        await Traffic.PayAsync(merchant, Payments, over => Traffic.RepeatAsync(seed: 11, 400, 1500, () => ReplaceWorkerAsync(gateway), over));
        await Invariants.ComesToRestAsync(gateway);

        await Invariants.HoldAsync(gateway, receiver, Payments);
    }

    [Fact]
    public async Task Control_without_expiring_leases_a_killed_worker_does_lose_work()
    {
        var settings = new GatewaySettings
        {
            OwnProcesses = OwnProcesses.Worker,
            Extra = new Dictionary<string, string?>(QuickRecovery) { ["Queue__Lease"] = "00:10:00" },
        };
        await using var gateway = await Gateway.StartAsync(servers, settings);
        // It never answers, so the worker is killed while it holds deliveries.
        await using var receiver = await Receiver.StartAsync((http, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(() => !receiver.Received.IsEmpty, "a delivery is under way");
        await ReplaceWorkerAsync(gateway);
        await merchant.PaidAsync();

        Assert.NotEqual(0, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running' AND lease_until > now() + interval '1 minute'"));
    }

    [Fact]
    public async Task Redis_may_be_emptied_at_any_moment()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Extra = QuickRecovery });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        await Traffic.PayAsync(merchant, Payments, over => Traffic.RepeatAsync(seed: 12, 50, 200, () => EmptyRedisAsync(gateway), over));
        await Invariants.ComesToRestAsync(gateway);

        await Invariants.HoldAsync(gateway, receiver, Payments);
    }

    [Fact]
    public async Task Redis_may_be_killed_and_come_back_empty()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Extra = QuickRecovery });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        await Traffic.PayAsync(merchant, Payments / 2);
        await gateway.RestartRedisEmptyAsync();
        await Traffic.PayAsync(merchant, Payments / 2);
        await Invariants.ComesToRestAsync(gateway);

        await Invariants.HoldAsync(gateway, receiver, Payments);
    }

    [Fact]
    public async Task Control_without_sending_hints_again_an_emptied_redis_does_lose_work()
    {
        var settings = new GatewaySettings
        {
            Extra = new Dictionary<string, string?>(QuickRecovery)
            {
                ["Queue__RedispatchAfter"] = "00:10:00",
                ["Queue__ClaimGrace"] = "00:10:00",
                // More than the payments made: lost notifications must not fill the dispatcher's window, or the last payment waits too.
                ["Queue__BatchSize"] = "1000",
            },
        };
        await using var gateway = await Gateway.StartAsync(servers, settings);
        var merchant = await TestMerchant.CreateAsync(gateway);

        await Traffic.PayAsync(merchant, 200, over => Traffic.RepeatAsync(seed: 13, 5, 10, () => EmptyRedisAsync(gateway), over));
        await merchant.PaidAsync();

        Assert.NotEqual(0, await Invariants.CountUnfinishedAsync(gateway));
    }

    private static async Task ReplaceWorkerAsync(Gateway gateway)
    {
        var worker = gateway.Workers[^1];
        worker.Kill();
        await worker.Exited;
        await gateway.StartWorkerAsync();
    }

    private static async Task EmptyRedisAsync(Gateway gateway)
    {
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(gateway.Redis.ConnectionString + ",allowAdmin=true");
        await redis.GetServers()[0].FlushAllDatabasesAsync();
    }
}
