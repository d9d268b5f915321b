using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Telemetry;

internal sealed record Span(string Service, string Name, string TraceId, string SpanId, string ParentId)
{
    public static IEnumerable<Span> Read(Protobuf export) =>
        from resource in export.All(1)
        let service = OtlpReceiver.AttributesOf(resource.One(1), 1)["service.name"]
        from scope in resource.All(2)
        from span in scope.All(2)
        select new Span(service, span.One(5).Text, span.One(1).Hex, span.One(2).Hex, span.One(4).Hex);
}

/// <summary>One series of measurements, named as Prometheus stores what OTLP brings.</summary>
internal sealed record Series(string Service, string Name, string Unit, IReadOnlyDictionary<string, string> Labels, string Kind)
{
    /// <summary>Names that queries may use for it.</summary>
    public IEnumerable<string> PrometheusNames => Kind switch
    {
        "histogram" => [$"{Base}_bucket", $"{Base}_sum", $"{Base}_count"],
        "counter" => [$"{Base}_total"],
        _ => [Base],
    };

    private string Base => Name.Replace('.', '_') + Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "", // {payment} and its like are remarks
    };

    public static IEnumerable<Series> Read(Protobuf export) =>
        from resource in export.All(1)
        let service = OtlpReceiver.AttributesOf(resource.One(1), 1)["service.name"]
        from scope in resource.All(2)
        from metric in scope.All(2)
        let kind = metric.Has(9) ? "histogram" : metric.One(7).IsTrue(3) ? "counter" : "gauge"
        from point in metric.One(metric.Has(9) ? 9 : metric.Has(7) ? 7 : 5).All(1)
        select new Series(service, metric.One(1).Text, metric.One(3).Text, OtlpReceiver.AttributesOf(point, kind == "histogram" ? 9 : 7), kind);
}

/// <summary>A collector in this process: takes OTLP over HTTP and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Span> Spans { get; } = [];

    /// <summary>The newest of each series.</summary>
    public ConcurrentDictionary<string, Series> Series { get; } = [];

    public string Url => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", async http => Span.Read(await ReadAsync(http.Request)).ToList().ForEach(receiver.Spans.Enqueue));
        app.MapPost("/v1/metrics", async http => Telemetry.Series.Read(await ReadAsync(http.Request)).ToList()
            .ForEach(series => receiver.Series[$"{series.Service} {series.Name} {string.Join(',', series.Labels)}"] = series));
        app.MapPost("/v1/logs", () => { });
        await app.StartAsync();
        return receiver;
    }

    public static Dictionary<string, string> AttributesOf(Protobuf message, int number) =>
        message.All(number).ToDictionary(pair => pair.One(1).Text, pair => pair.One(2).One(1).Text);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<Protobuf> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new Protobuf(body.ToArray());
    }
}
