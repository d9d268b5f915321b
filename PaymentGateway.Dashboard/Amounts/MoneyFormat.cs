using System.Collections.Frozen;
using System.Globalization;

namespace PaymentGateway.Dashboard.Amounts;

/// <summary>Amounts as people in India write them: ₹12,48,300.00. Other currencies by their own number of decimals.</summary>
internal static class MoneyFormat
{
    private static readonly NumberFormatInfo Indian = new()
    {
        NumberGroupSizes = [3, 2],
        NumberGroupSeparator = ",",
        NumberDecimalSeparator = ".",
        NegativeSign = "−",
    };

    private static readonly NumberFormatInfo Western = new() { NegativeSign = "−" };

    private static readonly FrozenDictionary<string, string> Symbols = new Dictionary<string, string>
    {
        ["INR"] = "₹",
        ["USD"] = "$",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["JPY"] = "¥",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(long minorUnits, string currency)
    {
        var decimals = CurrencyExponent.Of(currency);
        var value = minorUnits / (decimal)Math.Pow(10, decimals);
        return Symbol(currency) + value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Numbers(currency));
    }

    /// <summary>For narrow places: ₹12.5 L, ₹3.2 Cr, $1.2 M.</summary>
    public static string Short(long minorUnits, string currency)
    {
        var value = minorUnits / (decimal)Math.Pow(10, CurrencyExponent.Of(currency));
        var (divisor, unit) = (currency, value) switch
        {
            ("INR", >= 10_000_000) => (10_000_000m, " Cr"),
            ("INR", >= 100_000) => (100_000m, " L"),
            (not "INR", >= 1_000_000) => (1_000_000m, " M"),
            (_, >= 1_000) => (1_000m, "k"),
            _ => (1m, ""),
        };
        return Symbol(currency) + (value / divisor).ToString("0.#", Numbers(currency)) + unit;
    }

    public static string Count(long number) => number.ToString("N0", Indian);

    /// <summary>As it is typed into a form: 1234.50.</summary>
    public static string Plain(long minorUnits, string currency)
    {
        var decimals = CurrencyExponent.Of(currency);
        return (minorUnits / (decimal)Math.Pow(10, decimals))
            .ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    public static string Symbol(string currency) => Symbols.GetValueOrDefault(currency, currency + "\u00a0");

    private static NumberFormatInfo Numbers(string currency) => currency == "INR" ? Indian : Western;
}
