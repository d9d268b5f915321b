using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentGateway.Core.Payments;

/// <summary>
/// An amount in major units as people type it, without a currency: 1250, 1,250.50 or 12,50,000. Only in forms that
/// nobody reads as another number: 6,95 is less than seven in half of Europe.
/// </summary>
public sealed partial class MajorAmount
{
    private readonly decimal _value;
    private readonly int _decimals;

    private MajorAmount(decimal value, int decimals) => (_value, _decimals) = (value, decimals);

    public static MajorAmount? Parse(string text) =>
        Form.Match(text) is { Success: true } form
            && decimal.TryParse(form.Value.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= Money.Most
                ? new MajorAmount(value, form.Groups["decimals"].Length)
                : null;

    /// <summary>In the smallest unit of every currency that has as many decimals, and amounts as large.</summary>
    public IEnumerable<Money> InEveryCurrency()
    {
        foreach (var decimals in Currencies.Decimals.Where(decimals => decimals >= _decimals))
        {
            var minorUnits = _value * (decimal)Math.Pow(10, decimals);
            foreach (var currency in minorUnits <= Money.Most ? Currencies.WithDecimals(decimals) : [])
            {
                yield return new Money((long)minorUnits, currency);
            }
        }
    }

    // Digits without separators, or groups of three, or of two and a last one of three; 0,123 would be a decimal comma.
    [GeneratedRegex(
        @"^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]?(,[0-9]{2})*,[0-9]{3})(\.(?<decimals>[0-9]+))?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
