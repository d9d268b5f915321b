namespace PaymentGateway.Bench.Scenarios;

/// <param name="Runs">How often each scenario is measured; the report has the median.</param>
/// <param name="Rows">Past payments of the scenario "growth".</param>
internal sealed record BenchOptions(int Runs, int Rows);
