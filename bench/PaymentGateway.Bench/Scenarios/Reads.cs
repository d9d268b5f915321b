using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Bench.Yardsticks;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>One payment by its id, and the repetition of a creation with its key.</summary>
internal static class Reads
{
    public const string Name = "reads";

    private const int Connections = 64;
    private const int Payments = 1000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        await environment.AddOrdersAsync("read", Payments);
        using var client = new PaymentClient(environment.Apis, Connections);
        var ids = await Task.WhenAll(Enumerable.Range(0, Payments).Select(
            number => client.CreateAsync($"order_read_{number}", KeyOf(number))));
        var yardstick = new Yardstick(environment, report, Name);
        await yardstick.PrepareAsync();
        foreach (var send in (Func<int, Task<bool>>[])[ReadAsync, ReplayAsync])
        {
            await WarmUp.UntilSteadyAsync(
                async _ => (await Latencies.MeasureAsync(Connections, WarmUp.Step, send)).PerSecond);
        }

        for (var run = 0; run < options.Runs; run++)
        {
            var read = await MeasureAsync(environment, report, "read by id", ReadAsync);
            var replay = await MeasureAsync(environment, report, "replay of a key", ReplayAsync);
            var pgbench = (await yardstick.ReadAsync(Connections)).PerSecond;
            report.Add(Name, "pgbench read", pgbench, "per s");
            report.Add(Name, "read ÷ pgbench read", read / pgbench, "ratio", "≥ 0.35");
            report.Add(Name, "replay ÷ read", replay / read, "ratio", "≥ 0.8");
        }

        var stored = await environment.Servers.ScalarAsync<long>("SELECT count(*) FROM payments");
        report.Check(Name, stored == Payments, $"replays of {Payments} payments have made {stored}");

        Task<bool> ReplayAsync(int number) =>
            client.PayAsync($"order_read_{number % Payments}", number, KeyOf(number % Payments));

        async Task<bool> ReadAsync(int number)
        {
            using var response = await client.Http.GetAsync($"/api/v1/payments/{ids[number % Payments]}");
            return response.IsSuccessStatusCode;
        }
    }

    private static async Task<double> MeasureAsync(
        BenchEnvironment environment, Report report, string name, Func<int, Task<bool>> send)
    {
        var before = await environment.CostAsync();
        var load = await Latencies.MeasureAsync(Connections, Duration, send);
        var cost = await environment.CostAsync() - before;
        report.Check(Name, load.Failures == 0, $"{load.Failures} of {load.Count} requests failed: {name}");
        report.Add(Name, name, load.PerSecond, "per s");
        report.Add(Name, $"{name}, p99", load.P99Ms, "ms");
        report.Add(Name, $"{name}, API", cost.ApiMs / load.Count, "CPU ms");
        report.Add(Name, $"{name}, PostgreSQL", cost.PostgresMs / load.Count, "CPU ms");
        return load.PerSecond;
    }

    private static string KeyOf(int number) => $"key-{number}";
}
