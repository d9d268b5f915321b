using System.Text.RegularExpressions;

namespace PaymentGateway.Dashboard.Components.Lists;

/// <summary>A search for one object: its whole id, in any case, opens its page.</summary>
internal static partial class WholeId
{
    public static bool Is(string? text) => text is not null && Form().IsMatch(text);

    public static bool IsOrder(string? text) =>
        Is(text) && text!.StartsWith("order_", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(pay|order|rfnd)_[a-z0-9]{16}\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
