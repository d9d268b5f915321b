using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Redis emptied and killed while payments come in. The control switches a safeguard off and must lose.</summary>
public sealed class LosingRedis(Servers servers)
{
    private static readonly int Payments = Volume.Of(100, full: 400);

    /// <summary>One payment at a time: notifications wait in the stream, where they can be lost.</summary>
    private static readonly Dictionary<string, string?> Settings = new(LosingNothing.QuickRecovery) { ["Queue__PaymentConcurrency"] = "1" };

    [Fact]
    public async Task Redis_may_be_emptied_at_any_moment()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Extra = Settings });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        await Traffic.PayAsync(merchant, Payments, over => Traffic.RepeatAsync(seed: 12, 50, 200, () => EmptyRedisAsync(gateway), over));
        await Invariants.ComesToRestAsync(gateway);

        await Invariants.HoldAsync(gateway, receiver, Payments);
    }

    [Fact]
    public async Task Redis_may_be_killed_and_come_back_empty()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Extra = LosingNothing.QuickRecovery });
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
            Extra = new Dictionary<string, string?>(Settings)
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

    private static async Task EmptyRedisAsync(Gateway gateway)
    {
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(gateway.Redis.ConnectionString + ",allowAdmin=true");
        await redis.GetServers()[0].FlushAllDatabasesAsync();
    }
}
