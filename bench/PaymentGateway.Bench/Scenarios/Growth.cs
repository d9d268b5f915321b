using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>What many past payments cost: the payments after them, every list, and the pages of the dashboard.</summary>
internal static class Growth
{
    public const string Name = "growth";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        await environment.StartWorkerAsync();
        await using var load = await EndToEndLoad.StartAsync(environment, report, Name);
        await load.WarmUpAsync("warm");
        var atNone = await MeasureAsync(load, "none", options.Runs);

        await HistoricalData.AddAsync(environment, options.Rows);
        await load.WarmUpAsync("again");
        var atMany = await MeasureAsync(load, "many", options.Runs);
        foreach (var (none, many) in atNone.Zip(atMany))
        {
            report.Add(Name, "gateway and servers, no past payments", none, "CPU ms/payment");
            report.Add(Name, $"gateway and servers, {options.Rows:N0} past payments", many, "CPU ms/payment");
            report.Add(Name, "many ÷ none", many / none, "ratio", "≤ 1.15");
        }

        await Lists.MeasureAsync(environment, report, options.Runs);
        await DashboardPages.MeasureAsync(environment, report, options);
    }

    private static async Task<List<double>> MeasureAsync(EndToEndLoad load, string prefix, int runs)
    {
        var costs = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var result = await load.RunAsync($"{prefix}{run}", Duration);
            costs.Add(result.Cost.TotalMs / result.Payments);
        }

        return costs;
    }
}
