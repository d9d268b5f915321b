using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

/// <summary>
/// Each reading is a range of one index and ends at a limit, however many rows match. EF Core has neither MATERIALIZED
/// nor a LATERAL that stays one (OFFSET 0).
/// </summary>
internal static class RefundSearchSql
{
    private const int Limit = SearchResult<string>.Limit;

    public static Task<SearchResult<string>> FindAsync(
        GatewayDb db, MerchantId merchant, IdRange refunds, IdRange payments, CancellationToken cancel) =>
        db.Database.SqlQuery<SearchResult<string>>($"""
            WITH found AS MATERIALIZED (
                (SELECT 'id' AS reading, r.id
                FROM unnest({refunds.From}, {refunds.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id FROM refunds WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {refunds.Beginning}) OFFSET 0) r LIMIT {Limit})
                UNION ALL
                (SELECT 'payment', r.id
                FROM unnest({payments.From}, {payments.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id FROM refunds
                    WHERE payment_id >= low AND payment_id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(payment_id), {payments.Beginning}) OFFSET 0) r LIMIT {Limit})
            )
            SELECT ARRAY(SELECT DISTINCT id FROM found) AS ids,
                EXISTS (SELECT FROM found GROUP BY reading HAVING count(*) = {Limit}) AS is_capped
            """).SingleAsync(cancel);

    /// <summary>The rows themselves, each by its key.</summary>
    public static IQueryable<Refund> Read(GatewayDb db, MerchantId merchant, string[] ids) => db.Refunds.FromSql($"""
        SELECT r.* FROM unnest({ids}) found (id) CROSS JOIN LATERAL (
            SELECT *, xmin FROM refunds WHERE id = found.id AND merchant_id = {merchant.Value} OFFSET 0) r
        """);
}
