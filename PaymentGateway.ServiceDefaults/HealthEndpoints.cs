using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using PaymentGateway.ServiceDefaults.Outages;

namespace PaymentGateway.ServiceDefaults;

/// <summary>One word each and never a reason: these answer anybody. Reasons are in the log.</summary>
public static class HealthEndpoints
{
    private const string Live = "live";
    private static readonly PathString[] Probes = ["/alive", "/ready", "/health"];

    /// <summary><c>/alive</c>: the process is up. <c>/ready</c>: what it needs is there too.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/alive", new() { Predicate = check => check.Tags.Contains(Live) }).AllowAnonymous();
        app.MapHealthChecks("/ready", Logged(app.Services.GetRequiredService<ReadinessLog>())).AllowAnonymous();
        return app;
    }

    /// <summary><c>/health</c> as <c>{"status":"healthy"}</c>, for hosts that have no more to say there.</summary>
    public static WebApplication MapHealthEndpoint(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteStatusAsync }).AllowAnonymous();
        return app;
    }

    internal static void AddSelfCheck(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);

    /// <summary>Asked every few seconds, whatever the state: neither a trace nor a line of the log for each.</summary>
    public static bool IsProbe(HttpContext http) => Probes.Contains(http.Request.Path);

    private static HealthCheckOptions Logged(ReadinessLog log)
    {
        var options = new HealthCheckOptions();
        var write = options.ResponseWriter;
        options.ResponseWriter = (http, report) =>
        {
            log.Report(report);
            return write(http, report);
        };
        return options;
    }

    private static Task WriteStatusAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync($$"""{"status":"{{Word(report.Status)}}"}""", http.RequestAborted);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "unhealthy",
    };
}
