using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>
/// A gateway of its own with a merchant of 300,000 payments, of which many have the same UPI address, card, amount or beginning
/// of a receipt, and one of each is found by nothing else.
/// </summary>
public sealed class ManyPayments(Servers servers) : IAsyncLifetime
{
    public const int Count = 300_000;

    internal Gateway Gateway { get; private set; } = null!;

    internal TestMerchant Merchant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        Merchant = await TestMerchant.CreateAsync(Gateway);
        await using var db = Gateway.OpenDb();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlAsync($"SET session_replication_role = replica"); // triggers would look at each row
        // Each index is written once, at the end: it takes half the time.
        await db.Database.ExecuteSqlAsync($"""
            UPDATE pg_index SET indisready = false
            WHERE indrelid IN ('orders'::regclass, 'payments'::regclass, 'refunds'::regclass, 'events'::regclass, 'webhook_logs'::regclass)
            """);
        await AddPaymentsAsync(db, Merchant.Id);
        await AddRefundsAndDeliveriesAsync(db);
        await db.Database.ExecuteSqlAsync($"""
            REINDEX TABLE orders; REINDEX TABLE payments; REINDEX TABLE refunds; REINDEX TABLE events; REINDEX TABLE webhook_logs;
            ANALYZE orders, payments, refunds, events, webhook_logs
            """);
    }

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    // Ids are random; the last payment is found by a receipt, an address, a card and an amount that no other has.
    private static Task<int> AddPaymentsAsync(GatewayDb db, MerchantId merchant) => db.Database.ExecuteSqlAsync($"""
        CREATE TEMP TABLE numbers AS SELECT n, translate(encode(sha256(n::text::bytea), 'base64'), '+/=', 'abc') AS id,
            CASE n WHEN 1 THEN 123456 ELSE CASE WHEN n % 3 = 0 THEN 49900 ELSE 1000 + n END END AS amount,
            CASE WHEN n = 1 THEN 'only-one' WHEN n % 3 = 1 THEN 'default' ELSE 'INV-' || (10000000 - n) END AS receipt,
            CASE WHEN n % 4 = 0 THEN 'card' ELSE 'upi' END AS method, now() - n * interval '1 minute' AS t
        FROM generate_series(1, {Count}) n;
        INSERT INTO orders (id, merchant_id, amount, currency, receipt, status, amount_paid, attempts, reusable, created_at, updated_at)
        SELECT 'order_' || left(id, 16), {merchant.Value}, amount, 'INR', receipt, 'paid', amount, 1, false, t, t FROM numbers;
        INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status,
            refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
        SELECT 'pay_' || substr(id, 20, 16), 'order_' || left(id, 16), {merchant.Value}, amount, 'INR', method,
            CASE method WHEN 'upi' THEN CASE WHEN n = 1 THEN 'only.one@bank' WHEN n % 3 = 1 THEN 'common@bank' ELSE 'shopper' || n || '@bank' END END,
            CASE method WHEN 'card' THEN 'visa' END, CASE method WHEN 'card' THEN CASE n WHEN 4 THEN '0007' ELSE '4242' END END,
            'success', 0, 0, true, t, t, t FROM numbers
        """);

    private static Task<int> AddRefundsAndDeliveriesAsync(GatewayDb db) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at)
        SELECT 'rfnd_' || right(id, 16), id, merchant_id, 1, 'failed', created_at FROM payments WHERE amount % 5 = 0;
        INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
        SELECT 'evt_' || right(id, 16), merchant_id, 'payment.success', id, '', created_at FROM payments WHERE amount % 5 = 0;
        INSERT INTO webhook_logs (id, merchant_id, event, event_id, payload, status, attempts, next_trigger, created_at)
        SELECT gen_random_uuid(), merchant_id, type, id, CAST({"{}"} AS json), 'success', 1, 'auto', created_at FROM events
        """);
}
