using PaymentGateway.Bench.Load;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Bench.Yardsticks;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>Created, settled with no delay, and all three webhooks verified by the merchant's server.</summary>
internal static class EndToEnd
{
    public const string Name = "e2e";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var environment = await BenchEnvironment.StartAsync();
        await environment.StartWorkerAsync();
        await using var load = await EndToEndLoad.StartAsync(environment, report, Name);
        await load.WarmUpAsync("warm");
        var yardstick = new Yardstick(environment, report, Name);
        await yardstick.PrepareAsync();
        for (var run = 0; run < options.Runs; run++)
        {
            await MeasureAsync(load, $"run{run}", report, yardstick);
        }
    }

    private static async Task MeasureAsync(EndToEndLoad load, string prefix, Report report, Yardstick yardstick)
    {
        var result = await load.RunAsync(prefix, Duration);
        var statements = await yardstick.CreateAsync(PgBench.PlainStatements, EndToEndLoad.Connections);
        report.Add(Name, "payments", result.PaymentsPerSecond, "per s");
        report.Add(Name, "refused as busy (503)", result.Created.Failures, "payments");
        report.Add(Name, "webhooks", result.WebhooksPerSecond, "per s");
        report.Add(Name, "pgbench creates, plain schema, round trip per statement", statements.PerSecond, "per s");
        report.Add(Name, "payments ÷ pgbench creates", result.PaymentsPerSecond / statements.PerSecond, "ratio", "≥ 0.22");
        report.Add(Name, "created while the worker runs", result.Created.PerSecond, "per s");
        result.Cost.AddTo(report, Name, result.Payments, isEndToEnd: true);
    }
}
