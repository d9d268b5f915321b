using System.Text.RegularExpressions;

namespace PaymentGateway.Core.Payments.Methods;

/// <summary>
/// A card number where none belongs. Digits count only when they are a card's in every respect — network, length, check
/// digit — so that a merchant's own numbers, times and ids pass: of random sixteen digits one in some forty does not.
/// </summary>
public static partial class StrayCardNumber
{
    private const int Shortest = 13;

    public static bool IsIn(string text) =>
        text.Length >= Shortest
        && Candidate.EnumerateMatches(text) is var candidates
        && IsAny(candidates, text);

    private static bool IsAny(Regex.ValueMatchEnumerator candidates, string text)
    {
        foreach (var candidate in candidates)
        {
            var found = text.Substring(candidate.Index, candidate.Length);
            if (CardNumber.TryParse(found, out var number) && number!.HasUsualLength)
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
