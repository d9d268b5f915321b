using Npgsql;
using PaymentGateway.Bench.Yardsticks;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Benchmarks;

/// <summary>What the gateway's speed is compared with: the same rows for each payment, in the gateway's schema and in a plain one.</summary>
public sealed class YardstickScripts(Servers servers)
{
    private const string Prefix = "yardstick";
    private const int Connections = 2;
    private const int TransactionsPerConnection = 2;

    [Theory]
    [InlineData(PgBench.PlainStatements, "plain", "deliveries")]
    [InlineData(PgBench.PlainOneStatement, "plain", "deliveries")]
    [InlineData(PgBench.RealStatements, "public", "webhook_logs")]
    [InlineData(PgBench.RealOneStatement, "public", "webhook_logs")]
    public async Task A_transaction_stores_one_payment_and_what_belongs_to_it(string script, string schema, string deliveries)
    {
        var database = await NewDatabaseAsync();

        var result = await RunAsync(database, script);

        const int Payments = Connections * TransactionsPerConnection;
        Assert.Equal(Payments, result.Transactions);
        Assert.True(result.P50Ms > 0);
        Assert.Equal(Payments, await CountAsync($"{schema}.payments"));
        Assert.Equal(Payments, await CountAsync($"{schema}.orders WHERE status = 'attempted' AND attempts = 1"));
        Assert.Equal(Payments, await CountAsync($"{schema}.jobs"));
        Assert.Equal(2 * Payments, await CountAsync($"{schema}.events"));
        Assert.Equal(2 * Payments, await CountAsync($"{schema}.{deliveries}"));
        Assert.Equal(Payments, await CountAsync($"{schema}.idempotency_keys"));

        Task<long> CountAsync(string rows) => ScalarAsync(database, $"SELECT count(*) FROM {rows}");
    }

    [Fact]
    public async Task The_yardstick_of_reads_runs()
    {
        var result = await RunAsync(await NewDatabaseAsync(), PgBench.Read);

        Assert.Equal(Connections * TransactionsPerConnection, result.Transactions);
    }

    private async Task<string> NewDatabaseAsync()
    {
        var database = await servers.NewDatabaseAsync();
        await ScalarAsync(database, $"""
            INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_{Prefix}_' || n, m.id, 1000, 'INR', 'created', 0, 0, false, now(), now()
            FROM generate_series(0, {(Connections * TransactionsPerConnection) - 1}) n
            CROSS JOIN merchants m WHERE m.email = '{SandboxMerchant.Email}';
            {PgBench.Text(PgBench.PlainSchema)}
            INSERT INTO plain.orders SELECT id, merchant_id, amount, currency, status, attempts, created_at, updated_at FROM orders;
            SELECT 0::bigint
            """);
        return database;
    }

    private static async Task<PgBenchResult> RunAsync(string database, string script) => await PgBench.RunAsync(
        await PostgresProcess.ProgramAsync(database, "pgbench"), database, script, Prefix, Connections,
        $"--transactions={TransactionsPerConnection}");

    private static async Task<long> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
