using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>The list of traces holds units of work, not the polling between them.</summary>
public sealed class IdleGateway(Servers servers)
{
    // The worker's heartbeat comes every 3 s, all other polling that would be traced more often.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task An_idle_gateway_exports_no_trace_and_a_payment_exports_its_own()
    {
        var readings = new OtlpReadings();
        await using var collector = await OtlpCollector.StartAsync(readings.Take);
        await using var shop = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.All, Extra = collector.Settings });

        await Task.Delay(Idle, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(readings.Spans);

        var merchant = await TestMerchant.CreateAsync(gateway, shop.Url);
        await merchant.SettledAsync(await merchant.PayAsync());
        await Eventually.BecomesTrueAsync(() => readings.Spans.Any(span => span.Name == "deliver webhook"), "the webhook is traced");
        Assert.All(readings.Spans.Where(span => span.ParentId.Length == 0),
            root => Assert.Matches("^(GET|POST|PUT|PATCH) /api/v1/", root.Name));
    }

    [Fact]
    public async Task The_sampler_of_the_environment_wins()
    {
        var readings = new OtlpReadings();
        await using var collector = await OtlpCollector.StartAsync(readings.Take);
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.Worker,
            Extra = new Dictionary<string, string?>(collector.Settings) { ["OTEL_TRACES_SAMPLER"] = "always_on" },
        });

        await Eventually.BecomesTrueAsync(
            () => readings.Spans.Any(span => span.Service == "PaymentGateway.Worker" && span.ParentId.Length == 0),
            "the worker's polling is traced");
    }
}
