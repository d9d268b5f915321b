using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Something done again and again until the worker stops. It waits for the schema it knows, survives every exception, and
/// takes longer pauses while it keeps failing.
/// </summary>
internal abstract partial class Loop(SchemaCheck schema, TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected abstract string Name { get; }

    protected TimeProvider Clock => clock;

    /// <summary>One turn.</summary>
    /// <returns>The pause before the next one.</returns>
    protected abstract Task<TimeSpan> TurnAsync(CancellationToken stop);

    protected virtual Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, clock, stop) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await schema.FindFaultAsync(stoppingToken) is { } fault)
                {
                    Log.NotServing(logger, Name, fault);
                    await Task.Delay(LongestPause, clock, stoppingToken);
                    continue;
                }

                var pause = await TurnAsync(stoppingToken);
                failures = 0;
                await PauseAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.TurnFailed(logger, exception, Name, ++failures);
                await Task.Delay(PauseAfter(failures), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan PauseAfter(int failures)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 50 * Math.Pow(2, Math.Min(failures, 10)));
        // Jitter, so that workers that lost the same server do not return as one.
        var jittered = System.Security.Cryptography.RandomNumberGenerator.GetInt32((int)longest / 2, (int)longest + 1);
        return TimeSpan.FromMilliseconds(jittered);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Loop} failed {Failures} times in a row; it goes on")]
        public static partial void TurnFailed(ILogger logger, Exception exception, string loop, int failures);

        [LoggerMessage(LogLevel.Error, "{Loop} waits: {Fault}")]
        public static partial void NotServing(ILogger logger, string loop, string fault);
    }
}
