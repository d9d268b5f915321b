using System.Text.RegularExpressions;

namespace PaymentGateway.ServiceDefaults.Redaction;

/// <summary>
/// Blots out whatever could be a card number, right or mistyped: thirteen digits and more in one piece, or in groups as cards
/// are printed. No card begins with 1, 7 or 9, but unix times in milliseconds do; what touches a letter from a to f is hex.
/// </summary>
internal static partial class LongNumbers
{
    public const string Blot = "[card?]";

    private const int Shortest = 13;

    /// <returns>The very same text when there is nothing to hide.</returns>
    public static string Redact(string text) => text.Length < Shortest ? text : Pattern.Replace(text, Blot);

    [GeneratedRegex(
        @"(?<![0-9A-Fa-f])(?:[2-68][0-9]{12,}|[2-68][0-9]{3}(?<s>%20|[ +-])[0-9]{4}\k<s>[0-9]{4}\k<s>[0-9]{1,7}"
        + @"|[2-68][0-9]{3}(?<s>%20|[ +-])[0-9]{6}\k<s>[0-9]{4,5})(?![0-9A-Fa-f])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }
}
