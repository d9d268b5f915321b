using System.Collections.Concurrent;

namespace PaymentGateway.Tests.Telemetry;

internal sealed record Span(string Service, string Name, string TraceId, string SpanId, string ParentId, int Links)
{
    public static IEnumerable<Span> Read(Protobuf export) =>
        from resource in export.All(1)
        let service = OtlpReadings.AttributesOf(resource.One(1), 1)["service.name"]
        from scope in resource.All(2)
        from span in scope.All(2)
        select new Span(service, span.One(5).Text, span.One(1).Hex, span.One(2).Hex, span.One(4).Hex, span.All(13).Count());
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
        let service = OtlpReadings.AttributesOf(resource.One(1), 1)["service.name"]
        from scope in resource.All(2)
        from metric in scope.All(2)
        let kind = metric.Has(9) ? "histogram" : metric.One(7).IsTrue(3) ? "counter" : "gauge"
        from point in metric.One(metric.Has(9) ? 9 : metric.Has(7) ? 7 : 5).All(1)
        select new Series(service, metric.One(1).Text, metric.One(3).Text, OtlpReadings.AttributesOf(point, kind == "histogram" ? 9 : 7), kind);
}

/// <summary>What services tell by OTLP, read and kept.</summary>
internal sealed class OtlpReadings
{
    public ConcurrentQueue<Span> Spans { get; } = [];

    /// <summary>The newest of each series.</summary>
    public ConcurrentDictionary<string, Series> Series { get; } = [];

    public void Take(string signal, byte[] export)
    {
        if (signal == "traces")
        {
            Span.Read(new Protobuf(export)).ToList().ForEach(Spans.Enqueue);
        }
        else if (signal == "metrics")
        {
            Telemetry.Series.Read(new Protobuf(export)).ToList()
                .ForEach(series => Series[$"{series.Service} {series.Name} {string.Join(',', series.Labels)}"] = series);
        }
    }

    public static Dictionary<string, string> AttributesOf(Protobuf message, int number) =>
        message.All(number).ToDictionary(pair => pair.One(1).Text, pair => pair.One(2).One(1).Text);
}
