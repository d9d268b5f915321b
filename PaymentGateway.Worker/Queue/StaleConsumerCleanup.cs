using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Removes, every ten seconds, what dead workers left in the streams.</summary>
internal sealed class StaleConsumerCleanup(
    JobNotifications notifications, SchemaCheck schema, TimeProvider clock, ILogger<StaleConsumerCleanup> logger)
    : Loop(schema, clock, logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly JobKindIsolation _kinds = new("Stale consumer cleanup", clock, logger);

    protected override string Name => "Stale consumer cleanup";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await Task.Delay(Period, Clock, stop); // the consumers make their groups first
        await _kinds.ForEachAsync(JobKinds.All, notifications.CleanUpAsync, stop);
        return TimeSpan.Zero;
    }
}
