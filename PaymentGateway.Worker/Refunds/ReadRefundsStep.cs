using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Refunds;

/// <summary>The refund of a job with its payment, as they were when the job began.</summary>
/// <param name="Refund">Null: it is settled.</param>
internal sealed record FoundRefund(Refund? Refund, Payment Payment);

/// <summary>Reads the refunds that jobs are about.</summary>
internal sealed class ReadRefundsStep(BatchConnections connections) : IBatchStep<JobLease, FoundRefund>
{
    private const string Read = $"""
        SELECT {RefundSql.Columns}, r.status = 'pending', {PaymentSql.Columns}
        FROM refunds r JOIN payments p ON p.id = r.payment_id
        WHERE r.id = ANY($1)
        """;

    public string Name => "read refunds";

    /// <exception cref="InvalidOperationException">A single item, and there is no such refund.</exception>
    public Task<IReadOnlyList<FoundRefund?>> RunAsync(IReadOnlyList<JobLease> items, bool waitsForLocks) =>
        connections.RunAsync<IReadOnlyList<FoundRefund?>>(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Read).WithTexts(items, lease => lease.Ref));
            await using var row = await batch.ExecuteReaderAsync();
            var found = new Dictionary<string, FoundRefund>(items.Count);
            while (await row.ReadAsync())
            {
                var refund = RefundSql.ReadPending(row, 0);
                found[refund.Id.Value] = new FoundRefund(
                    row.GetBoolean(RefundSql.ColumnCount) ? refund : null, PaymentSql.Read(row, RefundSql.ColumnCount + 1));
            }

            return waitsForLocks && found.Count == 0
                ? throw new InvalidOperationException($"There is no refund {items[0].Ref}.")
                : [.. items.Select(lease => found.GetValueOrDefault(lease.Ref))];
        });

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}
