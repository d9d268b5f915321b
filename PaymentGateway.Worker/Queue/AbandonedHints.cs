using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Clears away, every ten seconds, what dead workers left in the streams.</summary>
internal sealed class AbandonedHints(Hints hints, SchemaCheck schema, TimeProvider clock, ILogger<AbandonedHints> logger)
    : Loop(schema, clock, logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override string Name => "Abandoned hints";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await Task.Delay(Period, Clock, stop); // the consumers make their groups first
        foreach (var kind in JobKinds.All)
        {
            await hints.ForgetAbandonedAsync(kind);
        }

        return TimeSpan.Zero;
    }
}
