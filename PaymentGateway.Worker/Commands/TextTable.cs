namespace PaymentGateway.Worker.Commands;

/// <summary>Rows in aligned columns under a header.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static string Of(string[] header, IEnumerable<string[]> rows)
    {
        string[][] lines = [header, .. rows];
        var widths = header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        return string.Join(Environment.NewLine, lines.Select(line =>
            string.Join(Gap, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }
}
