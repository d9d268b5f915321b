using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PaymentGateway.ServiceDefaults.Redaction;

namespace PaymentGateway.ServiceDefaults;

internal static class Telemetry
{
    private static readonly string[] OurNames = ["PaymentGateway.*", "Npgsql"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        RedactingLoggerFactory.Add(builder.Services);
        TraceIdPropagator.Add(builder.Services);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(builder.Environment.ApplicationName)
                .AddEnvironmentVariableDetector()) // after our name, so that OTEL_SERVICE_NAME wins
            .WithMetrics(metrics => metrics
                .AddMeter(OurNames)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(traces => traces
                .AddSource(OurNames)
                .AddAspNetCoreInstrumentation(requests =>
                {
                    requests.Filter = http => !HealthEndpoints.IsProbe(http);
                    // A route group's own route ends with a slash, which its address does not have.
                    requests.EnrichWithHttpResponse = (span, response) =>
                        span.DisplayName = response.HttpContext.Request.Path == "/" ? span.DisplayName : span.DisplayName.TrimEnd('/');
                })
                .AddHttpClientInstrumentation()
                .AddProcessor(new RedactingSpanProcessor()));
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_TRACES_SAMPLER"]))
        {
            telemetry.WithTracing(traces => traces.SetSampler(RootClientSpanSampler.Create()));
        }

        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }
}
