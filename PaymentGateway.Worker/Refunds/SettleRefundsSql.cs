using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Refunds;

/// <summary>The two round trips in which refunds are settled.</summary>
internal static class SettleRefundsSql
{
    private static readonly string LockFree = Lock(" SKIP LOCKED");
    private static readonly string LockAll = Lock("");

    /// <summary>A refund that the transaction has locked, with all that decides how it is settled.</summary>
    /// <param name="Refund">Null: it is settled.</param>
    internal sealed record Locked(Refund? Refund, Payment Payment, string? WebhookUrl);

    /// <summary>Begins a transaction and locks the jobs that the worker still holds, with their refunds and payments.</summary>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them out.</param>
    /// <returns>By job; refunds of one payment share it.</returns>
    public static async Task<Dictionary<long, Locked>> BeginAsync(
        NpgsqlConnection connection, IReadOnlyList<Job> jobs, string worker, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"), JobLocks.Command(waitsForLocks ? LockAll : LockFree, jobs, worker),
            },
        };
        await using var row = await batch.ExecuteReaderAsync();
        var locked = new Dictionary<long, Locked>(jobs.Count);
        var payments = new Dictionary<PaymentId, Payment>(jobs.Count);
        while (await row.ReadAsync())
        {
            var payment = PaymentSql.Read(row, 3 + RefundSql.ColumnCount);
            payments.TryAdd(payment.Id, payment);
            locked[row.GetInt64(0)] = new Locked(
                row.GetBoolean(2) ? RefundSql.ReadPending(row, 3) : null, payments[payment.Id], row.IsDBNull(1) ? null : row.GetString(1));
        }

        return locked;
    }

    /// <summary>Saves what was decided, ends the jobs and commits.</summary>
    public static async Task EndAsync(
        NpgsqlConnection connection, IReadOnlyList<SettledRefund> settled, IReadOnlyList<Job> jobs, string worker)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(RefundSql.UpdateSettled, [.. settled.Select(s => s.Refund)]);
        batch.Add(PaymentSql.UpdateRefunded, [.. settled.Select(s => s.Payment).Distinct()]);
        batch.Add(WebhookEventSql.Insert, [.. settled.Select(s => s.Event)]);
        batch.Add(EventOutboxSql.Insert, [.. settled.Select(s => s.Outbox).OfType<OutboxEvent>()]);
        batch.Add(rows => JobSql.EndLocked(rows, worker), jobs);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    // The merchant's row because the foreign keys of new events would lock it, and would wait for it.
    private static string Lock(string skip) => $"""
        WITH {JobLocks.Jobs}
        SELECT j.id, m.webhook_url, r.status = 'pending', {RefundSql.Columns}, {PaymentSql.Columns}
        FROM {JobLocks.JoinHeld} JOIN refunds r ON r.id = j.ref
        JOIN payments p ON p.id = r.payment_id JOIN merchants m ON m.id = r.merchant_id
        ORDER BY j.id FOR UPDATE OF j{skip} FOR NO KEY UPDATE OF r, p{skip} FOR KEY SHARE OF m{skip}
        """;
}
