using System.Diagnostics;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Live;

/// <summary>Clients learn of every interruption, so that they can read again what they were not told.</summary>
public sealed class InterruptedRedis(Servers servers)
{
    private const string IsLive = """{"live":true}""";
    private const string IsNotLive = """{"live":false}""";

    // Promised within 3 s; a busy machine is given as much again.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task A_frozen_Redis_is_noticed_though_it_closes_no_connection()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = await merchant.PayAsync();
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        await using var shopper = await EventReader.OpenAsync(gateway.Api, $"/api/v1/payments/{payment}/public/events");
        Assert.Equal(IsLive, await changes.NextAsync("heartbeat"));
        Assert.Equal(IsLive, await shopper.NextAsync("heartbeat"));

        HostProcess.Send(gateway.Redis.Server.Pid, Signal.Stop);
        var since = Stopwatch.GetTimestamp();
        try
        {
            Assert.Equal(IsNotLive, await changes.NextAsync("heartbeat"));
            Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Soon);
            Assert.Equal(IsNotLive, await shopper.NextAsync("heartbeat"));
        }
        finally
        {
            HostProcess.Send(gateway.Redis.Server.Pid, Signal.Continue);
        }

        Assert.Equal(IsLive, await changes.NextAsync("heartbeat"));
        var next = await merchant.PayAsync();
        await changes.ReadUntilAsync($"payment {next}");
    }

    [Theory]
    [InlineData("pubsub")] // changes told to this API are lost
    [InlineData("normal")] // changes published by this process are lost
    public async Task A_connection_that_is_restored_at_once_has_lost_changes_too(string connection)
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        Assert.Equal(IsLive, await changes.NextAsync("heartbeat"));

        await gateway.RedisAsync($"CLIENT KILL TYPE {connection}");

        Assert.Equal(IsNotLive, await changes.NextAsync("heartbeat"));
        Assert.Equal(IsLive, await changes.NextAsync("heartbeat"));
        var payment = await merchant.PayAsync();
        await changes.ReadUntilAsync($"payment {payment}");
    }

    [Fact]
    public async Task A_change_in_the_format_of_another_release_is_told_as_an_interruption()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        Assert.Equal(IsLive, await changes.NextAsync("heartbeat"));

        await gateway.RedisAsync("PUBLISH changes payment");

        Assert.Equal(IsNotLive, await changes.NextAsync("heartbeat"));
        Assert.Equal(IsLive, await changes.NextAsync("heartbeat"));
    }
}
