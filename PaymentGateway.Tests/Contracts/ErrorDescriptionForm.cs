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

    [GeneratedRegex(
        @"^(\p{Lu}|.+? (is required|must|matches)\b)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
