using System.Globalization;

namespace PaymentGateway.Bench.Reports;

/// <summary>Measurements as a table that reads as text and as Markdown.</summary>
internal static class MarkdownTable
{
    private static readonly string[] Head = ["scenario", "measured", "median", "min to max", "unit", "goal"];

    public static string Of(IEnumerable<Measurement> measurements)
    {
        var rows = measurements.Select(Row).ToList();
        var widths = Head.Select(
            (title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        string[] rule = [.. widths.Select(width => new string('-', width))];
        return string.Join('\n', rows.Prepend(rule).Prepend(Head).Select(row =>
            $"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |"));
    }

    private static string[] Row(Measurement measured) =>
    [
        measured.Scenario, measured.Name, Number(measured.Median),
        measured.Values.Count == 1 ? "" : $"{Number(measured.Min)} to {Number(measured.Max)}",
        measured.Unit, measured.Goal ?? "",
    ];

    // Three significant digits tell more than the runs agree on.
    private static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}
