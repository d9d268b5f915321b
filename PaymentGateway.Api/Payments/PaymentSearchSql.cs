using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Each reading is a range of one index and ends at a limit, however many rows match: an OR over tables becomes a scan.
/// EF Core has no MATERIALIZED, no COLLATE in an expression of an index, and no LATERAL that stays one (OFFSET 0).
/// </summary>
internal static class PaymentSearchSql
{
    private const int Limit = SearchResult<string>.Limit;

    /// <param name="orders">Newest first.</param>
    /// <param name="shopper">A whole UPI address in lower case, or a space and four digits of a card.</param>
    public static Task<SearchResult<string>> FindAsync(
        GatewayDb db, MerchantId merchant, IdRange payments, string[] orders, IdRange refunds, string shopper,
        SearchText address, Period created, CancellationToken cancel) => db.Database.SqlQuery<SearchResult<string>>($"""
            WITH found AS MATERIALIZED (
                (SELECT 'id' AS reading, p.id
                FROM unnest({payments.From}, {payments.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id FROM payments WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {payments.Beginning}) OFFSET 0) p LIMIT {Limit})
                UNION ALL
                (SELECT 'order', p.id FROM unnest({orders}) o (id) CROSS JOIN LATERAL (
                    SELECT id FROM payments
                    WHERE order_id = o.id AND created_at >= {created.From} AND created_at < {created.To}
                    ORDER BY created_at DESC LIMIT {Limit}) p LIMIT {Limit})
                UNION ALL
                (SELECT 'refund', r.payment_id
                FROM unnest({refunds.From}, {refunds.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT payment_id FROM refunds WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {refunds.Beginning}) OFFSET 0) r LIMIT {Limit})
                UNION ALL
                (SELECT 'shopper', id FROM payments
                WHERE merchant_id = {merchant.Value} AND lower(coalesce(vpa, ' ' || card_last4) COLLATE "C") = {shopper}
                    AND created_at >= {created.From} AND created_at < {created.To}
                ORDER BY created_at DESC LIMIT {Limit})
                UNION ALL
                (SELECT 'beginning of shopper', id FROM payments
                WHERE merchant_id = {merchant.Value}
                    AND lower(coalesce(vpa, ' ' || card_last4) COLLATE "C") > {address.From}
                    AND lower(coalesce(vpa, ' ' || card_last4) COLLATE "C") < {address.To}
                    AND created_at >= {created.From} AND created_at < {created.To}
                ORDER BY lower(coalesce(vpa, ' ' || card_last4) COLLATE "C") LIMIT {Limit})
            )
            SELECT ARRAY(SELECT DISTINCT id FROM found) AS ids,
                EXISTS (SELECT FROM found GROUP BY reading HAVING count(*) = {Limit}) AS is_capped
            """).SingleAsync(cancel);

    /// <summary>The rows themselves, each by its key.</summary>
    // Of raw SQL, EF Core reads complex properties by their default names.
    public static IQueryable<Payment> Read(GatewayDb db, MerchantId merchant, string[] ids) => db.Payments.FromSql($"""
        SELECT p.* FROM unnest({ids}) found (id) CROSS JOIN LATERAL (
            SELECT *, xmin, amount AS "Amount_MinorUnits", currency AS "Amount_Currency" FROM payments
            WHERE id = found.id AND merchant_id = {merchant.Value} OFFSET 0) p
        """);
}
