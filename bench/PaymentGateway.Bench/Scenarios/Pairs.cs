using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>The same end-to-end load on one API and one worker, and on two of each.</summary>
internal static class Pairs
{
    public const string Name = "pairs";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        await environment.StartWorkerAsync();
        await using var load = await EndToEndLoad.StartAsync(environment, report, Name);
        await load.WarmUpAsync("first");
        var one = await MeasureAsync(load, report, "one", options.Runs);

        await environment.StartApiAsync();
        await environment.StartWorkerAsync();
        await load.WarmUpAsync("second");
        foreach (var (onePair, twoPairs) in one.Zip(await MeasureAsync(load, report, "two", options.Runs)))
        {
            report.Add(Name, "one API and one worker", onePair, "per s");
            report.Add(Name, "two APIs and two workers", twoPairs, "per s");
            report.Add(Name, "two pairs ÷ one pair", twoPairs / onePair, "ratio", "≥ 0.95");
        }
    }

    // Payments per second of each run.
    private static async Task<List<double>> MeasureAsync(EndToEndLoad load, Report report, string pairs, int runs)
    {
        var rates = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var result = await load.RunAsync($"{pairs}{run}", Duration);
            result.Cost.AddTo(report, Name, result.Payments, $", {pairs} of each");
            rates.Add(result.PaymentsPerSecond);
        }

        return rates;
    }
}
