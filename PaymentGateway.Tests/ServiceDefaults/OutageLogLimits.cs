using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PaymentGateway.ServiceDefaults.Outages;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.ServiceDefaults;

/// <summary>What goes on for hours does not fill the log.</summary>
public sealed class OutageLogLimits : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _log = [];
    private readonly ILoggerFactory _logs;

    public OutageLogLimits() =>
        _logs = LoggerFactory.Create(builder => builder.AddProvider(new LineLogger(new RecentLines(_log.Add))));

    [Fact]
    public void One_stack_trace_a_minute_is_logged()
    {
        var limit = new StackTraceLimit(_clock);
        var (first, second) = (new TimeoutException(), new TimeoutException());

        Assert.Same(first, limit.Take(first));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(limit.Take(second));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(second, limit.Take(second));
    }

    [Fact]
    public void Failed_calls_are_logged_once_a_minute_with_one_stack_trace_until_the_service_responds()
    {
        var calls = new UnansweredCalls(_clock, _logs.CreateLogger<UnansweredCalls>());

        for (var second = 0; second < 120; second++)
        {
            calls.Fail("api", new HttpRequestException("Connection refused"));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        calls.Succeed("elsewhere");
        calls.Succeed("api");
        calls.Succeed("api");
        Assert.Equal(3, _log.Count);
        Assert.Contains("api does not respond, failed calls: 1, logged once a minute: Connection refused", _log[0], StringComparison.Ordinal);
        Assert.Contains("HttpRequestException", _log[0], StringComparison.Ordinal);
        Assert.EndsWith("api does not respond, failed calls: 61, logged once a minute: Connection refused", _log[1], StringComparison.Ordinal);
        Assert.EndsWith("api responds again, failed calls: 120", _log[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Readiness_is_logged_when_it_changes()
    {
        var readiness = new ReadinessLog(_logs.CreateLogger<ReadinessLog>());

        foreach (var status in new[] { HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Healthy, HealthStatus.Healthy })
        {
            readiness.Report(ReportOf(status));
        }

        Assert.Equal(
            [
                "Warning: PaymentGateway.ServiceDefaults.Outages.ReadinessLog Not ready: database: Connection refused",
                "Warning: PaymentGateway.ServiceDefaults.Outages.ReadinessLog Ready but degraded: database: Connection refused",
                "Information: PaymentGateway.ServiceDefaults.Outages.ReadinessLog Ready",
            ], _log);
    }

    public void Dispose() => _logs.Dispose();

    private static HealthReport ReportOf(HealthStatus status) => new(
        new Dictionary<string, HealthReportEntry>
        {
            ["self"] = new(HealthStatus.Healthy, description: null, TimeSpan.Zero, exception: null, data: null),
            ["database"] = new(status, description: null, TimeSpan.Zero, new InvalidOperationException("", new IOException("Connection refused")), data: null),
        }, TimeSpan.Zero);
}
