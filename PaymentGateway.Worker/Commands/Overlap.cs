using System.CommandLine.Parsing;
using System.Globalization;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Worker.Commands;

/// <summary>How long an old secret works on: <c>90s</c>, <c>30m</c>, <c>24h</c>, <c>1d</c> or <c>0</c>.</summary>
internal static class Overlap
{
    public static TimeSpan Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryParse(text) is { } overlap && overlap.TotalSeconds <= Merchant.MaxSecretOverlapSeconds)
        {
            return overlap;
        }

        argument.AddError($"{PlainText.Of(text)} is not an overlap from 0 to 24h, such as 30m or 24h.");
        return default;
    }

    private static TimeSpan? TryParse(string text)
    {
        var (number, secondsPerUnit) = text switch
        {
            "0" => (text, 1),
            [.. var seconds, 's'] => (seconds, 1),
            [.. var minutes, 'm'] => (minutes, 60),
            [.. var hours, 'h'] => (hours, 3600),
            [.. var days, 'd'] => (days, 86_400),
            _ => ("", 0),
        };
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? TimeSpan.FromSeconds((long)count * secondsPerUnit)
            : null;
    }
}
