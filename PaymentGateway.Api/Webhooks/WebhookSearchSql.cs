using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

/// <summary>
/// Each reading is a range of one index and ends at a limit, however many rows match. EF Core has neither MATERIALIZED
/// nor a LATERAL that stays one (OFFSET 0).
/// </summary>
internal static class WebhookSearchSql
{
    private const int Limit = SearchResult<Guid>.Limit;

    public static Task<SearchResult<Guid>> FindAsync(
        GatewayDb db, MerchantId merchant, IdRange events, IdRange payments, IdRange refunds,
        CancellationToken cancel) =>
        db.Database.SqlQuery<SearchResult<Guid>>($"""
            WITH subjects AS MATERIALIZED (
                (SELECT 'payment' AS reading, p.id
                FROM unnest({payments.From}, {payments.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id FROM payments WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {payments.Beginning}) OFFSET 0) p LIMIT {Limit})
                UNION ALL
                (SELECT 'refund', r.id
                FROM unnest({refunds.From}, {refunds.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id FROM refunds WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {refunds.Beginning}) OFFSET 0) r LIMIT {Limit})
            ), found AS MATERIALIZED (
                (SELECT 'id' AS reading, e.id
                FROM unnest({events.From}, {events.To}) range (low, high) CROSS JOIN LATERAL (
                    SELECT id FROM events WHERE id >= low AND id < high AND merchant_id = {merchant.Value}
                        AND starts_with(lower(id), {events.Beginning}) OFFSET 0) e LIMIT {Limit})
                UNION ALL
                (SELECT 'subject', e.id FROM subjects CROSS JOIN LATERAL (
                    SELECT id FROM events WHERE subject_id = subjects.id COLLATE "default" OFFSET 0) e LIMIT {Limit})
            )
            SELECT ARRAY(SELECT d.id FROM found CROSS JOIN LATERAL (
                    SELECT id FROM webhook_logs WHERE event_id = found.id OFFSET 0) d) AS ids,
                EXISTS (SELECT FROM subjects GROUP BY reading HAVING count(*) = {Limit})
                OR EXISTS (SELECT FROM found GROUP BY reading HAVING count(*) = {Limit}) AS is_capped
            """).SingleAsync(cancel);

    /// <summary>The rows themselves, each by its key.</summary>
    public static IQueryable<WebhookDelivery> Read(GatewayDb db, MerchantId merchant, Guid[] ids) =>
        db.WebhookLogs.FromSql($"""
        SELECT d.* FROM unnest({ids}) found (id) CROSS JOIN LATERAL (
            SELECT *, xmin FROM webhook_logs WHERE id = found.id AND merchant_id = {merchant.Value} OFFSET 0) d
        """);
}
