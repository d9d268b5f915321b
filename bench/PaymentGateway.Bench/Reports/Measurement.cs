namespace PaymentGateway.Bench.Reports;

/// <summary>One quantity of a scenario, with the value of each run.</summary>
/// <param name="Goal">What it should be, such as "≥ 0.70"; null: it is printed to explain another one.</param>
internal sealed record Measurement(string Scenario, string Name, string Unit, string? Goal, IReadOnlyList<double> Values)
{
    public double Median => Values.Order().ElementAt(Values.Count / 2);

    public double Min => Values.Min();

    public double Max => Values.Max();
}
