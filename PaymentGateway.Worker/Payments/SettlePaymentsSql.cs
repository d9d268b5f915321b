using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>The two round trips in which payments are settled.</summary>
internal static class SettlePaymentsSql
{
    private static readonly string LockFree = Lock(" SKIP LOCKED");
    private static readonly string LockAll = Lock("");

    private const string Columns = $"j.id, m.webhook_url, {PaymentSql.Columns}, {OrderSql.Columns}";

    /// <summary>A payment that the transaction has locked, with all that decides how it is settled.</summary>
    internal sealed record Locked(Payment Payment, Order Order, string? WebhookUrl);

    /// <summary>Begins a transaction and locks the jobs that the worker still holds, with their payments and orders.</summary>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them out.</param>
    /// <returns>By job.</returns>
    public static async Task<Dictionary<long, Locked>> BeginAsync(
        NpgsqlConnection connection, IReadOnlyList<Job> jobs, string worker, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"),
                JobLocks.Command(waitsForLocks ? LockAll : LockFree, jobs, worker),
            },
        };
        await using var row = await batch.ExecuteReaderAsync();
        var locked = new Dictionary<long, Locked>(jobs.Count);
        while (await row.ReadAsync())
        {
            locked[row.GetInt64(0)] = new Locked(
                PaymentSql.Read(row, 2), OrderSql.Read(row, 2 + PaymentSql.ColumnCount), row.IsDBNull(1) ? null : row.GetString(1));
        }

        return locked;
    }

    /// <summary>Saves what was decided, ends the jobs and commits.</summary>
    public static async Task EndAsync(
        NpgsqlConnection connection, IReadOnlyList<SettledPayment> settled, IReadOnlyList<Job> jobs, string worker)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(PaymentSql.UpdateSettled, [.. settled.Where(s => s.Event is not null).Select(s => s.Payment)]);
        batch.Add(OrderSql.UpdatePaid, [.. settled.Select(s => s.PaidOrder).OfType<Order>()]);
        batch.Add(WebhookEventSql.Insert, [.. settled.Select(s => s.Event).OfType<WebhookEvent>()]);
        batch.Add(EventOutboxSql.Insert, [.. settled.Select(s => s.Outbox).OfType<OutboxEvent>()]);
        batch.Add(JobSql.Insert, [.. settled.Select(s => s.Reversal).OfType<Job>()]);
        batch.Add(rows => JobSql.EndLocked(rows, worker), jobs);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    // What is locked is read as its last holder has committed it. The merchant's row because the foreign keys of new events
    // would lock it, and would wait for it. A reusable order is not changed, and many payments share it.
    private static string Lock(string skip) => $"""
        WITH {JobLocks.Jobs},
        exclusive AS MATERIALIZED (
            SELECT {Columns}
            FROM {JobLocks.JoinHeld} JOIN payments p ON p.id = j.ref AND p.exclusive
            JOIN orders o ON o.id = p.order_id JOIN merchants m ON m.id = p.merchant_id
            ORDER BY j.id FOR UPDATE OF j{skip} FOR NO KEY UPDATE OF p, o{skip} FOR KEY SHARE OF m{skip}),
        reusable AS MATERIALIZED (
            SELECT {Columns}
            FROM {JobLocks.JoinHeld} JOIN payments p ON p.id = j.ref AND NOT p.exclusive
            JOIN orders o ON o.id = p.order_id JOIN merchants m ON m.id = p.merchant_id
            ORDER BY j.id FOR UPDATE OF j{skip} FOR NO KEY UPDATE OF p{skip} FOR KEY SHARE OF m{skip})
        SELECT * FROM exclusive UNION ALL SELECT * FROM reusable
        """;
}
