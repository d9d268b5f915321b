using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Yardsticks;

/// <summary>Runs pgbench on the server of an environment, on orders of its own.</summary>
internal sealed class Yardstick(BenchEnvironment environment, Report report, string scenario)
{
    private const int Seconds = 5;

    private int _runs;
    private bool _hasPaymentsToRead;

    /// <summary>Adds the plain schema.</summary>
    public Task PrepareAsync() => environment.Servers.ExecuteAsync(PgBench.Text(PgBench.PlainSchema));

    /// <summary>Creates payments.</summary>
    public async Task<PgBenchResult> CreateAsync(string script, int connections)
    {
        var (servers, prefix) = (environment.Servers, $"pgbench{_runs++}");
        var schema = script.StartsWith("plain", StringComparison.Ordinal) ? "plain" : "public";
        await environment.AddOrdersAsync(prefix, Seconds * PgBench.MaxOrdersPerSecond);
        if (schema == "plain")
        {
            await CopyOrdersAsync(prefix);
        }

        var before = await PaymentsAsync();
        var result = await RunAsync(script, prefix, connections);
        report.Check(
            scenario, await PaymentsAsync() - before == result.Transactions,
            $"{script} has not paid an order in each transaction");
        return result;

        Task<long> PaymentsAsync() => servers.ScalarAsync<long>($"SELECT count(*) FROM {schema}.payments");
    }

    /// <summary>Reads payments by their id.</summary>
    public async Task<PgBenchResult> ReadAsync(int connections)
    {
        const string Prefix = "pgbenchread";
        const int Payments = 10_000;
        if (!_hasPaymentsToRead)
        {
            _hasPaymentsToRead = true;
            await environment.AddOrdersAsync(Prefix, Payments);
            await environment.Servers.ExecuteAsync($"""
                INSERT INTO plain.payments SELECT 'pay_' || right(md5(id), 16), id, merchant_id, amount, currency,
                    'upi', 'success@sim', 'pending', created_at, updated_at
                FROM orders WHERE id LIKE 'order\_{Prefix}\_%';
                ANALYZE plain.payments;
            """);
        }

        return await RunAsync(PgBench.Read, Prefix, connections);
    }

    private Task CopyOrdersAsync(string prefix) => environment.Servers.ExecuteAsync($"""
        INSERT INTO plain.orders SELECT id, merchant_id, amount, currency, status, attempts, created_at, updated_at
        FROM orders WHERE id LIKE 'order\_{prefix}\_%'
        """);

    private async Task<PgBenchResult> RunAsync(string script, string prefix, int connections) => await PgBench.RunAsync(
        await environment.Servers.Postgres.ProgramAsync("pgbench"), environment.Servers.ConnectionString,
        script, prefix, connections, $"--time={Seconds}");
}
