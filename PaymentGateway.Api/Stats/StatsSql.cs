using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Stats;

/// <summary>
/// A merchant's payments added up by the quarter of an hour, the least that all time zones' days have in common. EF Core has
/// no date_bin. The index of the list holds every column asked for, and no row is read.
/// </summary>
internal static class StatsSql
{
    public static Task<List<PaymentSum>> PaymentsAsync(
        GatewayDb db, MerchantId merchant, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        db.Database.SqlQuery<PaymentSum>($"""
            SELECT date_bin('15 minutes', created_at, 'epoch') AS starts_at, currency::text AS currency, method, status,
                count(*) AS count, sum(amount)::bigint AS amount
            FROM payments WHERE merchant_id = {merchant.Value} AND created_at >= {from} AND created_at < {to}
            GROUP BY 1, 2, 3, 4
            """).ToListAsync(cancel);

    // Only a payment with something reserved has a refund that counts, and those have an index of their own.
    public static Task<List<RefundSum>> RefundsAsync(
        GatewayDb db, MerchantId merchant, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        db.Database.SqlQuery<RefundSum>($"""
            SELECT p.currency::text AS currency, count(*) AS count, sum(r.amount)::bigint AS amount
            FROM refunds r JOIN payments p ON p.id = r.payment_id AND p.merchant_id = r.merchant_id AND p.refund_reserved > 0
            WHERE r.merchant_id = {merchant.Value} AND r.created_at >= {from} AND r.created_at < {to} AND r.status <> 'failed'
            GROUP BY 1
            """).ToListAsync(cancel);
}

/// <param name="StartsAt">The quarter of an hour.</param>
internal sealed record PaymentSum(
    DateTimeOffset StartsAt, string Currency, string Method, string Status, long Count, long Amount);

internal sealed record RefundSum(string Currency, long Count, long Amount);
