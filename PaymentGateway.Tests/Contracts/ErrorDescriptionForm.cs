using System.Text.RegularExpressions;

namespace PaymentGateway.Tests.Contracts;

/// <summary>
/// One sentence without a final period. It starts with a capital letter, or with the field and what the field must be:
/// "Order already paid", "amount must be at least 1".
/// </summary>
internal static partial class ErrorDescriptionForm
{
    private const int MaxLength = 300; // with the longest list of allowed values

    public static bool Fits(string description) =>
        description.Length <= MaxLength && Form.IsMatch(description) && !description.EndsWith('.')
        && !description.Contains(". ", StringComparison.Ordinal);

    // "has the wrong type" and "is a list of" are the last two that do not say what the field must be.
    [GeneratedRegex(
        @"^(\p{Lu}|.+? (is required|must|matches|has the wrong type|is a list of)\b)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
