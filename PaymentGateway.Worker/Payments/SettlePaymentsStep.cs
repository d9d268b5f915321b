using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>
/// Settles the payments of a batch in one transaction of two round trips: lock and read, then write and commit. Between
/// them the entities decide.
/// </summary>
internal sealed class SettlePaymentsStep(
    BatchConnections connections, WorkerIdentity worker, ChangePublisher changes, WorkSignals signals)
    : IBatchStep<PaymentSettlement, SettledPaymentResult>
{
    public string Name => "settle payments";

    public async Task<IReadOnlyList<SettledPaymentResult?>> RunAsync(IReadOnlyList<PaymentSettlement> items, bool waitsForLocks)
    {
        var results = await connections.RunAsync(async connection =>
        {
            var locked = await SettlePaymentsSql.BeginAsync(
                connection, [.. items.Select(item => item.Job)], worker.Name, waitsForLocks);
            var held = items.Where(item => locked.ContainsKey(item.Job.Id)).ToList();
            var settled = held.ToDictionary(item => item.Job.Id, item =>
            {
                var (payment, order, webhookUrl) = locked[item.Job.Id];
                return item.Settle(payment, order, webhookUrl);
            });
            await SettlePaymentsSql.EndAsync(connection, [.. settled.Values], [.. held.Select(item => item.Job)], worker.Name);
            return settled;
        });
        changes.Publish([.. results.Values.SelectMany(payment => payment.Changes)]);
        signals.Events.Raise();
        return [.. items.Select(item =>
            results.GetValueOrDefault(item.Job.Id) is { } payment ? new SettledPaymentResult(payment)
            : waitsForLocks ? new SettledPaymentResult(Payment: null)
            : null)];
    }

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}
