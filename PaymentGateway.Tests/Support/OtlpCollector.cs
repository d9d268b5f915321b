using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Support;

/// <summary>Takes traces, logs and metrics by OTLP over HTTP and keeps them as they came: in protobuf, text stands as it is.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    private ConcurrentQueue<(string Signal, string Text)> Received { get; } = [];

    /// <summary>The settings that send a service's telemetry here, soon.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "2000",
    };

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector.Received.Enqueue((signal, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)));
            return Results.Ok();
        });
        await app.StartAsync();
        return collector;
    }

    /// <param name="signal">traces, logs or metrics.</param>
    public string All(string signal) => string.Join('\n', Received.Where(item => item.Signal == signal).Select(item => item.Text));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
