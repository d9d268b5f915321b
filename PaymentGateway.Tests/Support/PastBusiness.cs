using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// Payments that a merchant took long ago, by the hundred thousand: most of them paid, some refused, spread evenly over the
/// days until now, each of an order of its own. Every constraint and trigger is obeyed.
/// </summary>
internal static class PastBusiness
{
    private const int RefusedInTwelve = 1;

    public static async Task AddAsync(GatewayDb db, Guid merchant, int payments, int days)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var mark = Guid.NewGuid().ToString("N")[..8]; // ids of one call are nobody else's
        await using var transaction = await db.Database.BeginTransactionAsync(); // an order is paid together with its payment
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_' || {mark} || lpad(n::text, 8, '0'), {merchant}, amount, 'INR',
                CASE WHEN refused THEN 'attempted' ELSE 'paid' END, CASE WHEN refused THEN 0 ELSE amount END, 1, false, at, at
            FROM (SELECT n, 100 + (n::bigint * 7919) % 500000 AS amount, n % 12 < {RefusedInTwelve} AS refused,
                now() - n * ({days} * interval '1 day' / {payments}) AS at FROM generate_series(1, {payments}) n) past
            """);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status, captured,
                refund_reserved, refunded_amount, error_code, error_reason, error_description, exclusive, created_at, updated_at, completed_at)
            SELECT 'pay_' || right(id, 16), id, merchant_id, amount, currency, CASE WHEN is_card THEN 'card' ELSE 'upi' END,
                CASE WHEN NOT is_card THEN 'shopper@okbank' END, CASE WHEN is_card THEN 'visa' END, CASE WHEN is_card THEN '1111' END,
                CASE WHEN refused THEN 'failed' ELSE 'success' END, false, 0, 0, CASE WHEN refused THEN 'PAYMENT_FAILED' END,
                CASE WHEN refused THEN 'insufficient_funds' END, CASE WHEN refused THEN 'The bank declined' END, true, created_at, created_at, created_at
            FROM (SELECT *, status = 'attempted' AS refused, amount % 5 < 2 AS is_card
                FROM orders WHERE merchant_id = {merchant} AND id LIKE 'order\_' || {mark} || '%') past
            """);
        await transaction.CommitAsync();
        await db.Database.ExecuteSqlAsync($"""ANALYZE orders; ANALYZE payments""");
    }

    /// <summary>Webhooks about those payments, long delivered.</summary>
    public static async Task AddDeliveriesAsync(GatewayDb db, Guid merchant, int deliveries)
    {
        await db.Database.ExecuteSqlAsync($"""
            WITH told AS (SELECT id, created_at FROM payments WHERE merchant_id = {merchant} ORDER BY created_at DESC LIMIT {deliveries}),
            happened AS (
                INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
                SELECT 'evt_' || right(id, 16), {merchant}, 'payment.success', id, json_build_object('event', 'payment.success',
                    'data', json_build_object('payment', json_build_object('id', id)))::text, created_at FROM told
                RETURNING id, body, created_at)
            INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, last_attempt_at, response_code, response_body, created_at)
            SELECT gen_random_uuid(), {merchant}, id, 'payment.success', body::json, 'success', 1, created_at, 200, 'OK', created_at FROM happened
            """);
        await db.Database.ExecuteSqlAsync($"""ANALYZE events; ANALYZE webhook_logs""");
    }
}
