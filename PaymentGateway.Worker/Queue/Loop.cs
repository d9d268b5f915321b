using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Something done again and again until the worker stops. It waits for the schema it knows, survives every exception, and
/// takes longer pauses while it keeps failing.
/// </summary>
/// <param name="work">Ends the pause between two turns; null: nothing does.</param>
internal abstract partial class Loop(SchemaCheck schema, TimeProvider clock, ILogger logger, Signal? work = null) : BackgroundService
{
    /// <summary>The pause of a loop that is woken when there is work. It ends although the poller should always wake it.</summary>
    protected static readonly TimeSpan UntilWoken = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SchemaPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SchemaLogInterval = TimeSpan.FromMinutes(1);

    private long? _schemaLoggedAt;

    protected abstract string Name { get; }

    protected TimeProvider Clock => clock;

    /// <summary>One turn.</summary>
    /// <returns>The pause before the next one.</returns>
    protected abstract Task<TimeSpan> TurnAsync(CancellationToken stop);

    protected virtual Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        pause <= TimeSpan.Zero ? Task.CompletedTask
        : work is null ? Task.Delay(pause, clock, stop)
        : work.WaitAsync(pause, stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new FailureBackoff(Name, clock, logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await schema.FindErrorAsync(stoppingToken) is { } error)
                {
                    ReportSchema(error);
                    await Task.Delay(SchemaPause, clock, stoppingToken);
                    continue;
                }

                var pause = await TurnAsync(stoppingToken);
                backoff.Succeed();
                await PauseAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                await Task.Delay(backoff.Fail(exception), clock, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void ReportSchema(string error)
    {
        if (_schemaLoggedAt is not { } at || clock.GetElapsedTime(at) >= SchemaLogInterval)
        {
            _schemaLoggedAt = clock.GetTimestamp();
            Log.NotServing(logger, Name, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Loop} waits: {Error}")]
        public static partial void NotServing(ILogger logger, string loop, string error);
    }
}
