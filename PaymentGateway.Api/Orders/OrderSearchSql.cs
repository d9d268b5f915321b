using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

/// <summary>
/// Each reading is a range of one index and ends at a limit, however many rows match: an OR becomes a scan. EF Core has
/// no MATERIALIZED, no operators of <c>varchar_pattern_ops</c>, and no LATERAL that stays one (OFFSET 0).
/// </summary>
internal static class OrderSearchSql
{
    private const int Limit = SearchResult<string>.Limit;

    /// <param name="receipt">As it was typed: the whole receipt, or its beginning.</param>
    public static Task<SearchResult<string>> FindAsync(
        GatewayDb db, MerchantId merchant, IdRange ids, string receipt, IReadOnlyList<Money> amounts, Period created,
        CancellationToken cancel)
    {
        var beginning = SearchText.BeginningWith(receipt);
        string[] currencies = [.. amounts.Select(amount => amount.Currency)];
        long[] minorUnits = [.. amounts.Select(amount => amount.MinorUnits)];
        return db.Database.SqlQuery<SearchResult<string>>($"""
            WITH found AS MATERIALIZED (
                (SELECT 'id' AS reading, o.id, o.created_at
                FROM unnest({ids.From}, {ids.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id, created_at FROM orders WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {ids.Beginning}) OFFSET 0) o LIMIT {Limit})
                UNION ALL
                (SELECT 'receipt', id, created_at FROM orders
                WHERE merchant_id = {merchant.Value} AND receipt = {receipt}
                    AND created_at >= {created.From} AND created_at < {created.To}
                ORDER BY created_at DESC LIMIT {Limit})
                UNION ALL
                (SELECT 'beginning of receipt', id, created_at FROM orders
                WHERE merchant_id = {merchant.Value} AND receipt ~>~ {beginning.From} AND receipt ~<~ {beginning.To}
                    AND created_at >= {created.From} AND created_at < {created.To}
                ORDER BY receipt USING ~>~ LIMIT {Limit})
                UNION ALL
                (SELECT 'amount', o.id, o.created_at
                FROM unnest({currencies}::char(3)[], {minorUnits}) money (currency, amount) CROSS JOIN LATERAL (
                    SELECT id, created_at FROM orders
                    WHERE merchant_id = {merchant.Value} AND currency = money.currency AND amount = money.amount
                        AND created_at >= {created.From} AND created_at < {created.To}
                    ORDER BY created_at DESC LIMIT {Limit}) o ORDER BY o.created_at DESC LIMIT {Limit})
            )
            SELECT ARRAY(SELECT id FROM found GROUP BY id ORDER BY max(created_at) DESC) AS ids,
                EXISTS (SELECT FROM found GROUP BY reading HAVING count(*) = {Limit}) AS is_capped
            """).SingleAsync(cancel);
    }

    /// <summary>The rows themselves, each by its key.</summary>
    // Of raw SQL, EF Core reads complex properties by their default names.
    public static IQueryable<Order> Read(GatewayDb db, MerchantId merchant, string[] ids) => db.Orders.FromSql($"""
        SELECT o.* FROM unnest({ids}) found (id) CROSS JOIN LATERAL (
            SELECT *, xmin, amount AS "Amount_MinorUnits", currency AS "Amount_Currency" FROM orders
            WHERE id = found.id AND merchant_id = {merchant.Value} OFFSET 0) o
        """);
}
