using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Stats;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Stats;

/// <summary>Adds up the payments and refunds of merchants, one quarter of an hour after the other.</summary>
internal sealed class TotalsUpdate(
    BatchConnections connections, SchemaCheck schema, TimeProvider clock, ILogger<TotalsUpdate> logger)
    : Loop(schema, clock, logger)
{
    private const int MaxMerchants = 100;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    protected override string Name => "Totals";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        var quarters = await connections.RunAsync(connection => MerchantTotalsSql.FindNextAsync(connection, MaxMerchants));
        foreach (var quarter in quarters)
        {
            stop.ThrowIfCancellationRequested();
            await connections.RunAsync(async connection =>
            {
                await MerchantTotalsSql.AddAsync(connection, quarter);
                return true;
            });
        }

        return quarters.Count > 0 ? TimeSpan.Zero : Period;
    }
}
