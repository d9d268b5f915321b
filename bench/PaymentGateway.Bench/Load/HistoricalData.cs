using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Bench.Running;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Stats;

namespace PaymentGateway.Bench.Load;

/// <summary>
/// Payments that the sandbox's merchant has taken in the last four weeks, each with an order, an event and a delivery, some
/// refunded. The newest is number 1; ids are the MD5 of the number.
/// </summary>
internal static class HistoricalData
{
    /// <summary>Less than a worker keeps deliveries: or it would delete them during the measurement.</summary>
    public const int Days = 28;

    private const string Tables = "'orders', 'payments', 'refunds', 'events', 'webhook_logs'";

    public static async Task AddAsync(BenchEnvironment environment, int payments)
    {
        await using var db = environment.OpenDb();
        var merchant = (await db.Merchants.SingleAsync(m => m.Email == SandboxMerchant.Email)).Id.Value;
        // Indexes are built once at the end. The rows obey every rule; checking each against its order would take as long again.
        await environment.Servers.ExecuteAsync($"""
            SET session_replication_role = replica;
            CREATE TEMP TABLE indexes AS SELECT schemaname, indexname, indexdef FROM pg_indexes
                WHERE schemaname = 'public' AND tablename IN ({Tables}) AND indexdef NOT LIKE 'CREATE UNIQUE %';
            DO $$ DECLARE i record; BEGIN FOR i IN SELECT * FROM indexes LOOP
                EXECUTE format('DROP INDEX %I.%I', i.schemaname, i.indexname); END LOOP; END $$;
            {InsertSql(merchant, payments)}
            SET maintenance_work_mem = '1GB';
            DO $$ DECLARE i record; BEGIN FOR i IN SELECT * FROM indexes LOOP EXECUTE i.indexdef; END LOOP; END $$;
            """);
        await AddUpAsync(environment);
        await environment.UpdateStatisticsAsync();
        await environment.Servers.ExecuteAsync("CHECKPOINT");
    }

    // As the worker does, which looks every five minutes.
    private static async Task AddUpAsync(BenchEnvironment environment)
    {
        await using var connection = new NpgsqlConnection(environment.Servers.Postgres.ConnectionString);
        await connection.OpenAsync();
        while (await MerchantTotalsSql.FindNextAsync(connection, limit: 1) is [var next])
        {
            await MerchantTotalsSql.AddAsync(connection, next);
        }
    }

    private static string InsertSql(Guid merchant, int payments) => $"""
        CREATE TEMP TABLE numbers AS SELECT n, substr(md5(n::text), 1, 16) AS id, '{merchant}'::uuid AS merchant,
            now() - n * (interval '{Days} days' / {payments}) AS t, CASE WHEN n % 10 = 0 THEN 'failed' ELSE 'success' END AS status,
            CASE WHEN n % 3 = 0 THEN 'card' ELSE 'upi' END AS method, 100 + n % 5000000 AS amount
        FROM generate_series({payments}, 1, -1) n;
        INSERT INTO orders (id, merchant_id, amount, currency, receipt, status, amount_paid, attempts, reusable, created_at, updated_at)
        SELECT 'order_' || id, merchant, amount, 'INR', 'receipt_' || n, CASE status WHEN 'failed' THEN 'attempted' ELSE 'paid' END,
            CASE status WHEN 'failed' THEN 0 ELSE amount END, 1, false, t, t FROM numbers;
        INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status, error_code,
            refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
        SELECT 'pay_' || id, 'order_' || id, merchant, amount, 'INR', method, CASE method WHEN 'upi' THEN 'user' || n % 5000 || '@paytm' END,
            CASE method WHEN 'card' THEN 'visa' END, CASE method WHEN 'card' THEN '4242' END, status,
            CASE status WHEN 'failed' THEN 'PAYMENT_FAILED' END,
            CASE WHEN status = 'success' AND n % 10 = 1 THEN 50 ELSE 0 END, CASE WHEN status = 'success' AND n % 10 = 1 THEN 50 ELSE 0 END,
            true, t, t, t FROM numbers;
        INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at, processed_at)
        SELECT 'rfnd_' || id, 'pay_' || id, merchant, 50, 'processed', t, t FROM numbers WHERE status = 'success' AND n % 10 = 1;
        INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
        SELECT 'evt_' || id, merchant, 'payment.' || status, 'pay_' || id, repeat('x', 200), t FROM numbers;
        INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, last_attempt_at, next_trigger,
            response_code, created_at)
        SELECT gen_random_uuid(), merchant, 'evt_' || id, 'payment.' || status, json_build_object('x', repeat('x', 190)),
            CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'success' END, 1, t, 'auto', 200, t FROM numbers;
        DROP TABLE numbers;
        """;
}
