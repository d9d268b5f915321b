using System.Security.Cryptography;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// What goes on failing is tried at growing intervals. Every failure is counted; the log gets the first and then one a
/// minute, because a line for every try would hide all others.
/// </summary>
internal sealed partial class FailureBackoff(string name, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RedisPause = TimeSpan.FromMilliseconds(100); // to ask whether it is connected costs nothing
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private int _failures;
    private bool _isLogged;
    private long? _loggedAt;
    private long _failedAt;
    private TimeSpan _pause;

    /// <summary>Whether it is too early to try again.</summary>
    public bool IsPaused => _failures > 0 && clock.GetElapsedTime(_failedAt) < _pause;

    /// <returns>The pause before the next try.</returns>
    public TimeSpan Fail(Exception exception)
    {
        QueueMetrics.LoopFailed(name);
        _failures++;
        // What fails and works by turns is not a new failure each time.
        if (_loggedAt is not { } at || clock.GetElapsedTime(at) >= (_failures == 1 ? MaxPause : LogInterval))
        {
            (_isLogged, _loggedAt) = (true, clock.GetTimestamp());
            Log.TurnFailed(logger, exception, name, _failures);
        }

        _failedAt = clock.GetTimestamp();
        return _pause = PauseAfter(exception);
    }

    public void Succeed()
    {
        if (_isLogged)
        {
            Log.Recovered(logger, name, _failures);
        }

        (_failures, _isLogged) = (0, false);
    }

    private TimeSpan PauseAfter(Exception exception)
    {
        var longest = exception is RedisConnectionException ? RedisPause.TotalMilliseconds
            : Math.Min(MaxPause.TotalMilliseconds, 50 * Math.Pow(2, Math.Min(_failures, 10)));
        // Jitter, so that workers that lost the same server do not return as one.
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)longest / 2, (int)longest + 1));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "{Loop} failed {Failures} times in a row; it keeps retrying and logs this once a minute")]
        public static partial void TurnFailed(ILogger logger, Exception exception, string loop, int failures);

        [LoggerMessage(LogLevel.Information, "{Loop} works again after {Failures} failures")]
        public static partial void Recovered(ILogger logger, string loop, int failures);
    }
}
