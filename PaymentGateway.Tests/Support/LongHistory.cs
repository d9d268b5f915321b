namespace PaymentGateway.Tests.Support;

/// <summary>A merchant with very many payments, made by SQL, three of them in each instant.</summary>
public sealed class LongHistory(Servers servers) : IAsyncLifetime
{
    internal const int Payments = 3000;

    internal TestMerchant Merchant { get; private set; } = null!;

    /// <summary>What all its ids begin with, after their prefix.</summary>
    internal string Mark { get; } = Guid.NewGuid().ToString("N")[..5];

    public async ValueTask InitializeAsync()
    {
        Merchant = await servers.NewMerchantAsync();
        await Merchant.Gateway.ExecuteAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_' || {Mark} || substr(md5(n::text), 1, 11), {Merchant.Id.Value}, 100 + n, 'INR',
                CASE WHEN n % 5 = 0 THEN 'attempted' ELSE 'paid' END, CASE WHEN n % 5 = 0 THEN 0 ELSE 100 + n END, 1, false, t, t
            FROM generate_series(1, {Payments}) n CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01T00:00Z' + n / 3 * interval '1 minute' AS t) at;
            INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status, error_code,
                refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
            SELECT 'pay_' || {Mark} || substr(md5('p' || n), 1, 11), 'order_' || {Mark} || substr(md5(n::text), 1, 11), {Merchant.Id.Value},
                100 + n, 'INR', m, CASE m WHEN 'upi' THEN 'user' || n % 50 || '@paytm' END, CASE m WHEN 'card' THEN 'visa' END,
                CASE m WHEN 'card' THEN '4242' END, s, CASE s WHEN 'failed' THEN 'PAYMENT_FAILED' END, 0, 0, true, t, t, t
            FROM generate_series(1, {Payments}) n CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01T00:00Z' + n / 3 * interval '1 minute' AS t,
                CASE WHEN n % 5 = 0 THEN 'failed' ELSE 'success' END AS s, CASE WHEN n % 4 = 0 THEN 'card' ELSE 'upi' END AS m) x;
            UPDATE payments SET refund_reserved = 50, refunded_amount = 50
                WHERE merchant_id = {Merchant.Id.Value} AND status = 'success' AND amount % 10 = 1;
            INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at, processed_at)
            SELECT 'rfnd_' || {Mark} || substr(md5(id), 1, 11), id, merchant_id, 50, 'processed', created_at, created_at
                FROM payments WHERE merchant_id = {Merchant.Id.Value} AND refund_reserved = 50;
            ANALYZE orders, payments, refunds; -- the server would by itself, a minute later
            """);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
