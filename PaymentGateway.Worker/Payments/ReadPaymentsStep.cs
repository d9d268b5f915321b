using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>The payment of a job, and its reversal if it has one; both as they were when the job began.</summary>
internal sealed record FoundPayment(Payment Payment, PaymentReversal? Reversal);

/// <summary>Reads the payments that jobs are about.</summary>
internal sealed class ReadPaymentsStep(BatchConnections connections) : IBatchStep<JobLease, FoundPayment>
{
    private const string Read = $"""
        SELECT {PaymentSql.Columns}, r.status
        FROM payments p LEFT JOIN payment_reversals r ON r.payment_id = p.id
        WHERE p.id = ANY($1)
        """;

    public string Name => "read payments";

    /// <exception cref="InvalidOperationException">A single item, and there is no such payment.</exception>
    public Task<IReadOnlyList<FoundPayment?>> RunAsync(IReadOnlyList<JobLease> items, bool waitsForLocks) =>
        connections.RunAsync<IReadOnlyList<FoundPayment?>>(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Read).WithTexts(items, lease => lease.Ref));
            await using var row = await batch.ExecuteReaderAsync();
            var found = new Dictionary<string, FoundPayment>(items.Count);
            while (await row.ReadAsync())
            {
                var payment = PaymentSql.Read(row, 0);
                found[payment.Id.Value] = new FoundPayment(
                    payment, PaymentReversalSql.Read(row, PaymentSql.ColumnCount, payment));
            }

            return waitsForLocks && found.Count == 0
                ? throw new InvalidOperationException($"There is no payment {items[0].Ref}.")
                : [.. items.Select(lease => found.GetValueOrDefault(lease.Ref))];
        });

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}
