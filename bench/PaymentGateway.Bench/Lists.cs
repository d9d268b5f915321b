using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Bench;

/// <summary>Every list of a merchant with half a million payments, one request after the other, and the export of all.</summary>
internal static class Lists
{
    private const int Payments = 500_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    private static readonly string[] Requests =
    [
        "payments", "payments?offset=400000", "payments?status=success", "payments?status=failed", "payments?status=pending",
        "payments?method=card", "payments?status=failed&method=card&offset=10000", "payments?from={old}", "payments?from={old}&to={new}",
        "payments?status=failed&method=upi&from={old}&to={new}", "payments?order_id=order_{id}", "payments?q=pay_{id}", "payments?q=pay_{begin}",
        "payments?q=order_{begin}", "payments?q=pay_0", "payments?q=PAY_{begin}", "payments?q=receipt_4711", "payments?q=receipt_",
        "payments?q=user4711@paytm", "payments?q=user", "payments?q=4242", "payments?q=1,234.56",
        "orders", "orders?offset=400000", "orders?status=paid", "orders?status=created", "orders?receipt=receipt_4711",
        "orders?q=receipt_47", "orders?q=1,234.56",
        "refunds", "refunds?offset=40000", "refunds?q=pay_{begin}", "payments/pay_{id}/refunds",
        "webhooks", "webhooks?offset=400000", "webhooks?status=failed", "webhooks?status=success&event=payment.success", "webhooks?event=payment.failed",
        "webhooks?q=pay_{id}", "webhooks?q=evt_{begin}",
        "stats?from={old}&to={new}",
    ];

    public static async Task RunAsync(Rig rig)
    {
        await FillAsync(rig);
        using var client = rig.NewClient(connections: 1);
        foreach (var request in Requests)
        {
            var path = "/api/v1/" + Complete(request);
            await client.GetStringAsync(path); // what is measured is a server that has been running for a while
            var taken = await Latencies.MeasureAsync(connections: 1, Duration, async _ =>
            {
                using var response = await client.GetAsync(path);
                return response.IsSuccessStatusCode;
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{request,-60} p50 {taken.P50Ms,6:0.0} ms  p95 {taken.P95Ms,6:0.0} ms  failures {taken.Failures}"));
        }

        await ExportAsync(rig, client);
    }

    private static async Task ExportAsync(Rig rig, HttpClient client)
    {
        var (before, most, bytes, buffer) = (rig.ApiMegabytes, 0d, 0L, new byte[1 << 20]);
        await using var export = await client.GetStreamAsync("/api/v1/payments/export");
        for (var read = 1; read > 0; bytes += read)
        {
            read = await export.ReadAsync(buffer);
            most = Math.Max(most, rig.ApiMegabytes);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"export: {bytes / 1e6:0} MB, the API at {before:0} MB before and at most at {most:0} MB meanwhile"));
    }

    private static string Complete(string request) => request
        .Replace("{old}", "2020-01-01T00:00:00Z", StringComparison.Ordinal).Replace("{new}", "2020-12-01T00:00:00Z", StringComparison.Ordinal)
        .Replace("{id}", "e4da3b7fbbce2345", StringComparison.Ordinal).Replace("{begin}", "e4da", StringComparison.Ordinal); // of number 5

    private static async Task FillAsync(Rig rig)
    {
        await using var db = rig.OpenDb();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlAsync($"""
            CREATE TEMP TABLE numbers AS SELECT n, substr(md5(n::text), 1, 16) AS id, m.id AS merchant,
                timestamptz '2020-01-01T00:00Z' + n * interval '50 seconds' AS t, CASE WHEN n % 10 = 0 THEN 'failed' ELSE 'success' END AS status,
                CASE WHEN n % 3 = 0 THEN 'card' ELSE 'upi' END AS method
            FROM generate_series(1, {Payments}) n CROSS JOIN merchants m WHERE m.email = {SandboxMerchant.Email};
            INSERT INTO orders (id, merchant_id, amount, currency, receipt, status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_' || id, merchant, 100 + n, 'INR', 'receipt_' || n, CASE status WHEN 'failed' THEN 'attempted' ELSE 'paid' END,
                CASE status WHEN 'failed' THEN 0 ELSE 100 + n END, 1, false, t, t FROM numbers;
            INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status, error_code,
                refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
            SELECT 'pay_' || id, 'order_' || id, merchant, 100 + n, 'INR', method, CASE method WHEN 'upi' THEN 'user' || n % 5000 || '@paytm' END,
                CASE method WHEN 'card' THEN 'visa' END, CASE method WHEN 'card' THEN '4242' END, status,
                CASE status WHEN 'failed' THEN 'PAYMENT_FAILED' END, 0, 0, true, t, t, t FROM numbers;
            UPDATE payments SET refund_reserved = 50, refunded_amount = 50 WHERE status = 'success' AND amount % 10 = 1;
            INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at, processed_at)
            SELECT 'rfnd_' || substr(id, 5), id, merchant_id, 50, 'processed', created_at, created_at FROM payments WHERE refund_reserved = 50;
            INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
            SELECT 'evt_' || id, merchant, 'payment.' || status, 'pay_' || id, repeat('x', 200), t FROM numbers;
            INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, created_at, next_trigger, response_code)
            SELECT gen_random_uuid(), merchant, 'evt_' || id, 'payment.' || status, json_build_object('x', repeat('x', 190)),
                CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'success' END, 1, t, 'auto', 200 FROM numbers;
            """);
        await db.Database.ExecuteSqlAsync($"VACUUM ANALYZE");
    }
}
