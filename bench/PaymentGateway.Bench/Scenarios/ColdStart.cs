using System.Diagnostics;
using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>How long API and worker take to start, and how the first payments after that fare.</summary>
internal static class ColdStart
{
    public const string Name = "start";

    private const int Payments = 200;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        for (var run = 0; run < options.Runs; run++)
        {
            await MeasureAsync(report);
        }
    }

    private static async Task MeasureAsync(Report report)
    {
        await using var environment = await BenchEnvironment.StartServersAsync();
        await environment.AddOrdersAsync("first", Payments);

        var started = Stopwatch.GetTimestamp();
        var (api, _) = await environment.StartApiAsync();
        report.Add(Name, "API to /ready", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        report.Add(Name, "API to /ready, processor", ProcessUsage.CpuMs(api) / 1000, "CPU s");

        using var client = new PaymentClient(environment.Apis, connections: 1);
        var first = await Latencies.MeasureAsync(
            connections: 1, Payments, number => client.PayAsync($"order_first_{number}", number));
        report.Check(Name, first.Failures == 0, $"{first.Failures} of {Payments} payments were not created");
        report.Add(Name, "first 200 payments, p50", first.P50Ms, "ms", "≤ 6");
        report.Add(Name, "first 200 payments, p99", first.P99Ms, "ms", "≤ 60");

        started = Stopwatch.GetTimestamp();
        var worker = await environment.StartWorkerAsync();
        report.Add(Name, "worker to its first report", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        report.Add(Name, "worker to its first report, processor", ProcessUsage.CpuMs(worker) / 1000, "CPU s");
    }
}
