using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Refunds;

/// <summary>
/// Settles the refunds of a batch in one transaction of two round trips: lock and read, then write and commit. Between
/// them the entities decide.
/// </summary>
internal sealed class SettleRefundsStep(
    BatchConnections connections, WorkerIdentity worker, ChangePublisher changes, WorkSignals signals)
    : IBatchStep<RefundSettlement, SettledRefundResult>
{
    public string Name => "settle refunds";

    public async Task<IReadOnlyList<SettledRefundResult?>> RunAsync(IReadOnlyList<RefundSettlement> items, bool waitsForLocks)
    {
        var settled = await connections.RunAsync(async connection =>
        {
            var locked = await SettleRefundsSql.BeginAsync(
                connection, [.. items.Select(item => item.Job)], worker.Name, waitsForLocks);
            var held = items.Where(item => locked.ContainsKey(item.Job.Id)).ToList();
            // A refund that is settled already has had a duplicate run: the first one won.
            var results = held.ToDictionary(item => item.Job.Id, item => locked[item.Job.Id] is ({ } refund, var payment, var webhookUrl)
                ? item.Settle(refund, payment, webhookUrl)
                : null);
            await SettleRefundsSql.EndAsync(
                connection, [.. results.Values.OfType<SettledRefund>()], [.. held.Select(item => item.Job)], worker.Name);
            return results;
        });
        Publish([.. settled.Values.OfType<SettledRefund>()]);
        return [.. items.Select(item =>
            settled.TryGetValue(item.Job.Id, out var refund) ? new SettledRefundResult(refund?.Refund, IsSaved: true)
            : waitsForLocks ? new SettledRefundResult(Refund: null, IsSaved: false)
            : null)];
    }

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();

    private void Publish(SettledRefund[] settled)
    {
        changes.Publish([.. settled.SelectMany(s => (Change[])
        [
            new(s.Refund.MerchantId, "refund", s.Refund.Id.Value), new(s.Payment.MerchantId, "payment", s.Payment.Id.Value),
        ]).Distinct()]);
        signals.Events.Raise();
    }
}
