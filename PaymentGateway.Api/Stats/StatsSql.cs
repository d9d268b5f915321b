using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Stats;

/// <summary>
/// A merchant's payments added up by the quarter of an hour, the least that all time zones' days have in common. Whole quarters
/// that <c>merchant_totals</c> has are taken from there; the rest, at both ends, from the rows themselves. EF Core has no date_bin.
/// </summary>
internal static class StatsSql
{
    // The part of the period that the totals have, and the parts before and after it. A part may be empty.
    private const string Parts = """
        WITH total AS (
            SELECT first.whole AS starts_at, greatest(first.whole,
                least(date_bin('15 minutes', {2}, 'epoch'), coalesce(e.ends_at, '-infinity'))) AS ends_at
            FROM (SELECT least({2}, date_bin('15 minutes', {1} + interval '14 minutes 59.999999 seconds', 'epoch')) AS whole) first
            LEFT JOIN merchant_totals_end e ON e.merchant_id = {0}),
        rest AS (
            SELECT {1} AS starts_at, starts_at AS ends_at FROM total
            UNION ALL
            SELECT ends_at, {2} FROM total)
        """;

    public static Task<List<PaymentSum>> PaymentsAsync(
        GatewayDb db, MerchantId merchant, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<PaymentSum>($$"""
            {{Parts}}
            SELECT starts_at, currency, method, status, sum(count)::bigint AS count, sum(amount)::bigint AS amount
            FROM (
                SELECT t.starts_at, t.currency::text, t.method, t.status, t.count, t.amount
                FROM total JOIN merchant_totals t
                    ON t.merchant_id = {0} AND t.starts_at >= total.starts_at AND t.starts_at < total.ends_at
                WHERE t.method IS NOT NULL
                UNION ALL
                SELECT date_bin('15 minutes', p.created_at, 'epoch'), p.currency::text, p.method, p.status, 1, p.amount
                FROM rest JOIN payments p
                    ON p.merchant_id = {0} AND p.created_at >= rest.starts_at AND p.created_at < rest.ends_at
            ) rows GROUP BY 1, 2, 3, 4 HAVING sum(count) > 0
            """, merchant.Value, from, to).ToListAsync(cancel);

    public static Task<List<RefundSum>> RefundsAsync(
        GatewayDb db, MerchantId merchant, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<RefundSum>($$"""
            {{Parts}}
            SELECT currency, sum(count)::bigint AS count, sum(amount)::bigint AS amount
            FROM (
                SELECT t.currency::text, t.count, t.amount
                FROM total JOIN merchant_totals t
                    ON t.merchant_id = {0} AND t.starts_at >= total.starts_at AND t.starts_at < total.ends_at
                WHERE t.method IS NULL AND t.status <> 'failed'
                UNION ALL
                SELECT p.currency::text, 1, r.amount
                FROM rest JOIN refunds r
                    ON r.merchant_id = {0} AND r.created_at >= rest.starts_at AND r.created_at < rest.ends_at
                CROSS JOIN LATERAL (SELECT currency FROM payments WHERE id = r.payment_id OFFSET 0) p
                WHERE r.status <> 'failed'
            ) rows GROUP BY 1 HAVING sum(count) > 0
            """, merchant.Value, from, to).ToListAsync(cancel);
}

/// <param name="StartsAt">The quarter of an hour.</param>
internal sealed record PaymentSum(
    DateTimeOffset StartsAt, string Currency, string Method, string Status, long Count, long Amount);

internal sealed record RefundSum(string Currency, long Count, long Amount);
