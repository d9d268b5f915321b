namespace PaymentGateway.ServiceDefaults.Outages;

/// <summary>
/// While a server is away, every request and job fails for the same reason: each is a line of the log, and one a minute has
/// the stack trace.
/// </summary>
public sealed class StackTraceLimit(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _lastAt;

    /// <returns>What is to be logged with the line; null: a stack trace was logged within the last minute.</returns>
    public Exception? Take(Exception exception)
    {
        lock (_lock)
        {
            if (_lastAt is { } last && clock.GetElapsedTime(last) < Interval)
            {
                return null;
            }

            _lastAt = clock.GetTimestamp();
            return exception;
        }
    }
}
