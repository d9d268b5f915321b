using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentGateway.Dashboard.Amounts;

/// <summary>
/// Reads a typed amount, but only in forms that nobody takes for another number: 6,95 could be 695 and is less than seven in
/// half of Europe, so it is refused.
/// </summary>
internal static partial class AmountParser
{
    /// <returns>Minor units; null when it is no amount of this currency.</returns>
    public static long? Parse(string? text, string currency)
    {
        var decimals = CurrencyExponent.Of(currency);
        var unit = (decimal)Math.Pow(10, decimals);
        return ParseMajor(text, decimals) is { } value && value <= long.MaxValue / unit ? (long)(value * unit) : null;
    }

    /// <returns>Major units; null when it is no amount of at most so many decimals.</returns>
    public static decimal? ParseMajor(string? text, int decimals) =>
        Form().Match((text ?? "").Trim()) is { Success: true } form && form.Groups["decimals"].Length <= decimals
            && decimal.TryParse(form.Value.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value
                : null;

    /// <summary>What to type instead of something that cannot be read.</summary>
    public static string Hint(int decimals) => decimals == 0
        ? "Enter an amount like 1,250, without decimals"
        : $"Enter an amount like 1,250.{new string('0', decimals)}, with a point before the decimals";

    // Digits without separators, or groups of three, or of two and a last one of three; 0,123 would be a decimal comma.
    [GeneratedRegex(
        @"^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]?(,[0-9]{2})*,[0-9]{3})(\.(?<decimals>[0-9]+))?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
