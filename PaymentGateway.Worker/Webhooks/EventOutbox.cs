using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// Empties the outbox whenever something has changed. At the end it empties it once more, because the jobs that ended during
/// the drain have announced events.
/// </summary>
internal sealed partial class EventOutbox(
    FanOut fanOut, WorkSignals signals, SchemaCheck schema, TimeProvider clock, ILogger<EventOutbox> logger)
    : Loop(schema, clock, logger, signals.Events)
{
    private readonly ILogger _logger = logger;

    protected override string Name => "Event outbox";

    /// <summary>Registered before the consumers, it stops after them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            while (!cancellationToken.IsCancellationRequested && await fanOut.RunAsync() == FanOut.MaxEvents)
            {
            }
        }
        catch (Exception exception)
        {
            Log.NotEmptied(_logger, exception);
        }
    }

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        var events = await fanOut.RunAsync();
        if (events > 0)
        {
            signals.Jobs.Raise();
        }

        return events == FanOut.MaxEvents ? TimeSpan.Zero : UntilWoken;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The event outbox could not be emptied at the end; another worker does it")]
        public static partial void NotEmptied(ILogger logger, Exception exception);
    }
}
