using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.ServiceDefaults.Outages;

/// <summary>
/// Logs that another service does not respond: the first call with its stack trace, then one line a minute, and the
/// end. A page makes several calls, and each is retried.
/// </summary>
internal sealed partial class UnansweredCalls(TimeProvider clock, ILogger<UnansweredCalls> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // By host name: our own services, so a few.
    private readonly ConcurrentDictionary<string, Outage> _outages = new(StringComparer.OrdinalIgnoreCase);

    public void Fail(string service, Exception exception)
    {
        var outage = _outages.GetOrAdd(service, _ => new Outage());
        int calls;
        bool isFirst;
        lock (outage)
        {
            calls = ++outage.Calls;
            isFirst = calls == 1;
            if (!isFirst && clock.GetElapsedTime(outage.LoggedAt) < Interval)
            {
                return;
            }

            outage.LoggedAt = clock.GetTimestamp();
        }

        Log.NoResponse(logger, isFirst ? exception : null, service, calls, exception.GetBaseException().Message);
    }

    public void Succeed(string service)
    {
        if (!_outages.IsEmpty && _outages.TryRemove(service, out var outage))
        {
            Log.Responds(logger, service, outage.Calls);
        }
    }

    private sealed class Outage
    {
        public int Calls { get; set; }

        public long LoggedAt { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "{Service} does not respond, failed calls: {Calls}, logged once a minute: {Reason}")]
        public static partial void NoResponse(
            ILogger logger, Exception? exception, string service, int calls, string reason);

        [LoggerMessage(LogLevel.Information, "{Service} responds again, failed calls: {Calls}")]
        public static partial void Responds(ILogger logger, string service, int calls);
    }
}
