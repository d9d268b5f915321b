using System.Text.Json;

namespace PaymentGateway.Bench.Reports;

/// <summary>Collects the measurements of all runs, and the faults that a run found in what the gateway did.</summary>
internal sealed class Report(Machine machine)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    private readonly Dictionary<(string Scenario, string Name), (string Unit, string? Goal, List<double> Values)> _values = [];
    private readonly List<string> _violations = [];

    /// <summary>What was lost, doubled or badly signed. A figure beside it is worth nothing.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>In the order in which they were added first.</summary>
    public IReadOnlyList<Measurement> Measurements =>
    [
        .. _values.Select(entry => new Measurement(
            entry.Key.Scenario, entry.Key.Name, entry.Value.Unit, entry.Value.Goal, entry.Value.Values)),
    ];

    public void Add(string scenario, string name, double value, string unit, string? goal = null)
    {
        if (!_values.TryGetValue((scenario, name), out var entry))
        {
            _values[(scenario, name)] = entry = (unit, goal, []);
        }

        entry.Values.Add(value);
    }

    /// <param name="violation">Reported when <paramref name="isKept"/> is false.</param>
    public void Check(string scenario, bool isKept, string violation)
    {
        if (!isKept)
        {
            _violations.Add($"{scenario}: {violation}");
        }
    }

    public string ToJson() =>
        JsonSerializer.Serialize(new { machine, measurements = Measurements, violations = Violations }, Json);

    public string ToTable() => $"{machine}\n\n{MarkdownTable.Of(Measurements)}";
}
