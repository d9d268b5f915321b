using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.ServiceDefaults.Outages;

/// <summary>Logs what <c>/ready</c> finds when it changes: it is asked every few seconds.</summary>
internal sealed partial class ReadinessLog(ILogger<ReadinessLog> logger)
{
    private readonly Lock _lock = new();
    private (HealthStatus Status, string Reasons) _last = (HealthStatus.Healthy, "");

    public void Report(HealthReport report)
    {
        var reasons = string.Join("; ", report.Entries.Where(check => check.Value.Status != HealthStatus.Healthy)
            .Select(check => $"{check.Key}: {ReasonOf(check.Value)}"));
        lock (_lock)
        {
            if (_last == (report.Status, reasons))
            {
                return;
            }

            _last = (report.Status, reasons);
        }

        switch (report.Status)
        {
            case HealthStatus.Unhealthy:
                Log.NotReady(logger, reasons);
                break;
            case HealthStatus.Degraded:
                Log.Degraded(logger, reasons);
                break;
            default:
                Log.Ready(logger);
                break;
        }
    }

    private static string ReasonOf(HealthReportEntry check) =>
        check.Exception?.GetBaseException().Message ?? check.Description ?? check.Status.ToString();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Not ready: {Reasons}")]
        public static partial void NotReady(ILogger logger, string reasons);

        [LoggerMessage(LogLevel.Warning, "Ready but degraded: {Reasons}")]
        public static partial void Degraded(ILogger logger, string reasons);

        [LoggerMessage(LogLevel.Information, "Ready")]
        public static partial void Ready(ILogger logger);
    }
}
