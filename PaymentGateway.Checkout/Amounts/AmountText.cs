using System.Globalization;

namespace PaymentGateway.Checkout.Amounts;

/// <summary>Minor units as a person reads them: 124830000 INR is ₹12,48,300.00.</summary>
internal static class AmountText
{
    public static string Of(long minorUnits, string currency, string language)
    {
        var exponent = CurrencyExponent.Of(currency);
        var value = (decimal)minorUnits;
        for (var digit = 0; digit < exponent; digit++)
        {
            value /= 10;
        }

        // Lakhs and crores for rupees and for Hindi; thousands for other money in English.
        var culture = CultureInfo.GetCultureInfo(language == "hi" ? "hi-IN" : currency == "INR" ? "en-IN" : "en-US");
        return Symbol(currency) + value.ToString("N" + exponent.ToString(CultureInfo.InvariantCulture), culture);
    }

    private static string Symbol(string currency) => currency switch
    {
        "INR" => "₹",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        _ => currency + "\u00a0",
    };
}
