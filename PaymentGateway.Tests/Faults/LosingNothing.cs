using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Workers killed while payments come in. The control switches a safeguard off and must lose.</summary>
public sealed class LosingNothing(Servers servers)
{
    private static readonly int Payments = Volume.Of(100, full: 400);

    internal static readonly Dictionary<string, string?> QuickRecovery = new()
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

        await Traffic.PayAsync(merchant, Payments, over => Traffic.RepeatAsync(seed: 11, 400, 1500, gateway.ReplaceWorkerAsync, over));
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
        await gateway.ReplaceWorkerAsync();
        await merchant.PaidAsync();

        Assert.NotEqual(0, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running' AND lease_until > now() + interval '1 minute'"));
    }
}
