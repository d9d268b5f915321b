using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Bench.Yardsticks;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>
/// Payments of new orders over HTTP, without a webhook address, and what pgbench makes of the same work in the same
/// minutes.
/// </summary>
internal static class CreatePayments
{
    public const string Name = "create";

    private const int Connections = 64;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        var yardstick = new Yardstick(environment, report, Name);
        await yardstick.PrepareAsync();
        await WarmUpAsync(environment, report, "warm");
        for (var run = 0; run < options.Runs; run++)
        {
            await MeasureAsync(environment, report, yardstick, $"alone{run}", "no worker");
            report.Add(Name, "pgbench, real schema, round trip per statement",
                (await yardstick.CreateAsync(PgBench.RealStatements, Connections)).PerSecond, "per s");
            report.Add(Name, "pgbench, real schema, one statement",
                (await yardstick.CreateAsync(PgBench.RealOneStatement, Connections)).PerSecond, "per s");
            await MeasureOneConnectionAsync(environment, report, yardstick, $"single{run}");
        }

        await DiscardJobsAsync(environment); // also pgbench's
        await environment.StartWorkerAsync();
        await WarmUpAsync(environment, report, "worker");
        for (var run = 0; run < options.Runs; run++)
        {
            await DiscardJobsAsync(environment);
            await MeasureAsync(environment, report, yardstick, $"both{run}", "worker running", "≥ 1.2", "≥ 0.8");
        }
    }

    private static async Task MeasureAsync(
        BenchEnvironment environment, Report report, Yardstick yardstick, string prefix, string label,
        string? statementsGoal = null, string? oneStatementGoal = null)
    {
        await AddOrdersAsync(environment, prefix, Duration);
        var before = await environment.CostAsync();
        var load = await LoadAsync(environment, report, prefix, Connections, Duration);
        var cost = await environment.CostAsync() - before;
        report.Add(Name, $"64 connections, {label}", load.PerSecond, "per s");
        report.Add(Name, $"64 connections, {label}, refused as busy (503)", load.Failures, "payments");
        report.Add(Name, $"64 connections, {label}, p50", load.P50Ms, "ms");
        report.Add(Name, $"64 connections, {label}, p99", load.P99Ms, "ms");
        cost.AddTo(report, Name, load.Count, $", {label}");
        report.Add(Name, $"API resident, {label}", ProcessUsage.Megabytes(environment.ApiPids[0]), "MB", "≤ 250");

        await DiscardJobsAsync(environment); // a worker has nothing to do while pgbench runs
        var statements = (await yardstick.CreateAsync(PgBench.PlainStatements, Connections)).PerSecond;
        var oneStatement = (await yardstick.CreateAsync(PgBench.PlainOneStatement, Connections)).PerSecond;
        report.Add(Name, "pgbench, plain schema, round trip per statement", statements, "per s");
        report.Add(Name, "pgbench, plain schema, one statement", oneStatement, "per s");
        report.Add(Name, $"{label} ÷ pgbench round trip per statement", load.PerSecond / statements, "ratio", statementsGoal);
        report.Add(Name, $"{label} ÷ pgbench one statement", load.PerSecond / oneStatement, "ratio", oneStatementGoal);
    }

    private static async Task MeasureOneConnectionAsync(
        BenchEnvironment environment, Report report, Yardstick yardstick, string prefix)
    {
        await AddOrdersAsync(environment, prefix, Duration);
        var api = await LoadAsync(environment, report, prefix, connections: 1, Duration);
        var statements = await yardstick.CreateAsync(PgBench.PlainStatements, connections: 1);
        var oneStatement = await yardstick.CreateAsync(PgBench.PlainOneStatement, connections: 1);
        report.Add(Name, "1 connection, p50", api.P50Ms, "ms");
        report.Add(Name, "pgbench, 1 connection, round trip per statement, p50", statements.P50Ms, "ms");
        report.Add(Name, "pgbench, 1 connection, one statement, p50", oneStatement.P50Ms, "ms");
        report.Add(Name, "1 connection, p50 ÷ pgbench round trip per statement", api.P50Ms / statements.P50Ms, "ratio", "≤ 3");
    }

    private static Task WarmUpAsync(BenchEnvironment environment, Report report, string prefix) => WarmUp.UntilSteadyAsync(
        async step =>
        {
            await AddOrdersAsync(environment, $"{prefix}{step}", WarmUp.Step);
            return (await LoadAsync(environment, report, $"{prefix}{step}", Connections, WarmUp.Step)).PerSecond;
        });

    private static Task AddOrdersAsync(BenchEnvironment environment, string prefix, TimeSpan duration) =>
        environment.AddOrdersAsync(prefix, (int)(duration.TotalSeconds * EndToEndLoad.MaxPaymentsPerSecond));

    private static async Task<Latencies> LoadAsync(
        BenchEnvironment environment, Report report, string prefix, int connections, TimeSpan duration)
    {
        using var client = new PaymentClient(environment.Apis, connections);
        var load = await Latencies.MeasureAsync(
            connections, duration, number => client.PayAsync($"order_{prefix}_{number}", number));
        var confirmed = load.Count - load.Failures;
        var stored = await environment.Servers.ScalarAsync<long>(
            $"SELECT count(*) FROM payments WHERE starts_with(order_id, 'order_{prefix}_')");
        report.Check(Name, client.IsServed, $"{load.Count} payments, not created: {client.Refused}");
        report.Check(Name, stored == confirmed, $"{confirmed} payments were confirmed and {stored} are stored");
        return load;
    }

    private static Task DiscardJobsAsync(BenchEnvironment environment) =>
        // Locked first: deleting beside a worker that claims jobs can deadlock.
        environment.Servers.ExecuteAsync("BEGIN; LOCK TABLE jobs IN EXCLUSIVE MODE; DELETE FROM jobs; COMMIT");
}
