using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>The list of traces holds units of work, not the polling between them.</summary>
[Collection(nameof(WatchedGateway))]
public sealed class IdleGateway(WatchedGateway watched, Servers servers)
{
    [Fact]
    public void An_idle_gateway_exports_no_trace() => Assert.Empty(watched.IdleSpans);

    [Fact]
    public async Task A_payment_exports_its_own_trace_and_no_polling()
    {
        await Eventually.BecomesTrueAsync(() => watched.Told.Spans.Any(span => span.Name == "deliver webhook"), "the webhook is traced");

        // A batch of several jobs belongs to the trace of each, by a link.
        Assert.All(watched.Told.Spans.Where(span => span.ParentId.Length == 0 && span.Links == 0),
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
