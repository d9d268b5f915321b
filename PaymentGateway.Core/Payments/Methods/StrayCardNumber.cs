using System.Text.RegularExpressions;

namespace PaymentGateway.Core.Payments.Methods;

/// <summary>
/// A card number where none belongs. Digits count only when they are a card's in every respect: network, length, check digit.
/// Of random sixteen digits one in some forty still is.
/// </summary>
public static partial class StrayCardNumber
{
    private const int Shortest = 13;

    /// <summary>
    /// Whether a text is a card number as a whole, spaces and hyphens apart. Digits inside of a longer text are a merchant's
    /// own number more often than a card's.
    /// </summary>
    public static bool Is(string text) => CardNumber.TryParse(text, out var number) && number!.HasUsualLength;

    /// <summary>Whether a text has a card number anywhere: for what costs nothing to hide, and never for a refusal.</summary>
    public static bool IsIn(string text) =>
        text.Length >= Shortest
        && Candidate.EnumerateMatches(text) is var candidates
        && IsAny(candidates, text);

    private static bool IsAny(Regex.ValueMatchEnumerator candidates, string text)
    {
        foreach (var candidate in candidates)
        {
            var found = text.Substring(candidate.Index, candidate.Length);
            if (Is(found))
            {
                return true;
            }
        }

        return false;
    }

    // In one piece, or in groups as cards are printed. Beside a letter from a to f it is a piece of a hash or of a UUID.
    [GeneratedRegex(
        @"(?<![0-9A-Fa-f])(?:[0-9]{13,19}|[0-9]{4}(?<s>[ -])[0-9]{4}\k<s>[0-9]{4}\k<s>[0-9]{1,4}(?:\k<s>[0-9]{1,3})?"
        + @"|[0-9]{4}(?<s>[ -])[0-9]{6}\k<s>[0-9]{4,5})(?![0-9A-Fa-f])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Candidate { get; }
}
