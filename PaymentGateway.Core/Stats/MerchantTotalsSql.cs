using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Stats;

/// <summary>
/// Adds up payments and refunds by the quarter of an hour, the least that all time zones' days have in common. Triggers add
/// what changes later (migration <c>ExpandMerchantTotals</c>); a lock of the merchant keeps the two apart.
/// </summary>
public static class MerchantTotalsSql
{
    // The triggers act on rows that are older than ten minutes; the rest of the hour is longer than any transaction.
    private const string EndOfTotals = "date_bin('15 minutes', now() - interval '1 hour', 'epoch')";

    /// <summary>Of each merchant the first quarter of an hour that can be added up and is not, if there is one.</summary>
    /// <param name="limit">Of merchants.</param>
    public static async Task<List<MerchantQuarterHour>> FindNextAsync(NpgsqlConnection connection, int limit)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            SELECT m.id, date_bin('15 minutes', least(p.created_at, r.created_at), 'epoch')
            FROM merchants m
            LEFT JOIN merchant_totals_end e ON e.merchant_id = m.id
            LEFT JOIN LATERAL (
                SELECT created_at FROM payments WHERE merchant_id = m.id AND created_at >= coalesce(e.ends_at, '-infinity')
                ORDER BY created_at LIMIT 1) p ON true
            LEFT JOIN LATERAL (
                SELECT created_at FROM refunds WHERE merchant_id = m.id AND created_at >= coalesce(e.ends_at, '-infinity')
                ORDER BY created_at LIMIT 1) r ON true
            WHERE least(p.created_at, r.created_at) < {EndOfTotals}
            LIMIT $1
            """).WithValue(limit));
        await using var row = await batch.ExecuteReaderAsync();
        return await row.ReadAllAsync(each => new MerchantQuarterHour(each.GetGuid(0), each.GetFieldValue<DateTimeOffset>(1)));
    }

    /// <summary>Adds up all that began before the end of a quarter of an hour; again, it adds nothing.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, MerchantQuarterHour quarter)
    {
        await using var batch = new NpgsqlBatch(connection); // one transaction
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT lock_merchant_totals($1)").WithValue(quarter.MerchantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            WITH previous AS (SELECT ends_at FROM merchant_totals_end WHERE merchant_id = $1),
            period AS (
                INSERT INTO merchant_totals_end AS e (merchant_id, ends_at) VALUES ($1, $2 + interval '15 minutes')
                ON CONFLICT (merchant_id) DO UPDATE SET ends_at = excluded.ends_at WHERE e.ends_at <= $2
                RETURNING merchant_id, coalesce((SELECT ends_at FROM previous), '-infinity') AS starts_at, ends_at)
            INSERT INTO merchant_totals (merchant_id, starts_at, currency, method, status, count, amount)
            SELECT p.merchant_id, date_bin('15 minutes', p.created_at, 'epoch') AS quarter, p.currency, p.method, p.status,
                count(*), sum(p.amount)
            FROM period JOIN payments p
                ON p.merchant_id = period.merchant_id AND p.created_at >= period.starts_at AND p.created_at < period.ends_at
            GROUP BY p.merchant_id, quarter, p.currency, p.method, p.status
            UNION ALL
            SELECT r.merchant_id, date_bin('15 minutes', r.created_at, 'epoch') AS quarter, p.currency, NULL, r.status,
                count(*), sum(r.amount)
            FROM period JOIN refunds r
                ON r.merchant_id = period.merchant_id AND r.created_at >= period.starts_at AND r.created_at < period.ends_at
            JOIN payments p ON p.id = r.payment_id
            GROUP BY r.merchant_id, quarter, p.currency, r.status
            """).WithValue(quarter.MerchantId).WithValue(quarter.StartsAt));
        await batch.ExecuteNonQueryAsync();
    }
}

/// <param name="StartsAt">Its beginning, UTC.</param>
public sealed record MerchantQuarterHour(Guid MerchantId, DateTimeOffset StartsAt);
