using System.Collections.Frozen;

namespace PaymentGateway.Checkout.Amounts;

/// <summary>Digits after the point, ISO 4217. Two for all that are not listed.</summary>
internal static class CurrencyExponent
{
    private static readonly FrozenDictionary<string, int> Exceptions = new (int Exponent, string Currencies)[]
    {
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    }.SelectMany(row => row.Currencies.Split(' ').Select(currency => (currency, row.Exponent)))
     .ToFrozenDictionary(pair => pair.currency, pair => pair.Exponent, StringComparer.Ordinal);

    public static int Of(string currency) => Exceptions.GetValueOrDefault(currency, 2);
}
