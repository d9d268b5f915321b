using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Properties;

/// <summary>What must be true of one merchant's rows at every instant (I3, I4 and I6 of the reliability rules), in SQL.</summary>
internal static class MoneyInvariants
{
    public static async Task HoldAsync(GatewayDb db, MerchantId merchant)
    {
        var id = merchant.Value;
        await ExpectNoneAsync(db, "refunds that do not add up", $"""
            SELECT p.id FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id WHERE p.merchant_id = {id} GROUP BY p.id
            HAVING p.refund_reserved <> coalesce(sum(r.amount) FILTER (WHERE r.status IN ('pending', 'processed')), 0)
                OR p.refunded_amount <> coalesce(sum(r.amount) FILTER (WHERE r.status = 'processed'), 0)
                OR p.refund_reserved > p.amount OR p.refunded_amount > p.refund_reserved
            """);
        await ExpectNoneAsync(db, "orders paid without a payment, or by two", $"""
            SELECT o.id FROM orders o LEFT JOIN payments p ON p.order_id = o.id WHERE o.merchant_id = {id} GROUP BY o.id
            HAVING count(*) FILTER (WHERE p.status = 'success') <> CASE o.status WHEN 'paid' THEN 1 ELSE 0 END
                OR count(*) FILTER (WHERE p.status = 'pending') > 1
                OR count(p.id) <> o.attempts
            """);
        await ExpectNoneAsync(db, "reversals of payments that have not timed out", $"""
            SELECT r.payment_id AS id FROM payment_reversals r JOIN payments p ON p.id = r.payment_id
            WHERE r.merchant_id = {id} AND (p.status <> 'failed' OR p.error_reason <> 'payment_timed_out' OR p.merchant_id <> r.merchant_id)
            """);
        await ExpectNoneAsync(db, "payments whose events are not one each", $"""
            SELECT p.id FROM payments p WHERE p.merchant_id = {id} AND (SELECT array_agg(type::text ORDER BY type) FROM events WHERE subject_id = p.id)
                IS DISTINCT FROM (SELECT array_agg(name ORDER BY name) FROM unnest(ARRAY['payment.created', 'payment.pending']
                    || CASE p.status WHEN 'pending' THEN ARRAY[]::text[] ELSE ARRAY['payment.' || p.status] END) name)
            """);
        await ExpectNoneAsync(db, "refunds whose events are not one each", $"""
            SELECT r.id FROM refunds r WHERE r.merchant_id = {id} AND (SELECT array_agg(type::text ORDER BY type) FROM events WHERE subject_id = r.id)
                IS DISTINCT FROM (SELECT array_agg(name ORDER BY name) FROM unnest(ARRAY['refund.created']
                    || CASE r.status WHEN 'pending' THEN ARRAY[]::text[] ELSE ARRAY['refund.' || r.status] END) name)
            """);
    }

    private static async Task ExpectNoneAsync(GatewayDb db, string what, FormattableString sql)
    {
        var found = await db.Database.SqlQuery<string>(sql).ToListAsync();
        Assert.True(found.Count == 0, $"{what}: {string.Join(", ", found)}");
    }
}
