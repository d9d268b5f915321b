using System.Collections.Frozen;

namespace PaymentGateway.Core.Payments;

/// <summary>The active codes of ISO 4217 and how many decimal places each has.</summary>
public static class Currencies
{
    private const string WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string WithThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string WithFourDecimals = "CLF UYW";

    private const string WithTwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW " +
        "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF " +
        "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK " +
        "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP " +
        "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER " +
        "ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, int> DecimalsByCode = new (string Codes, int Decimals)[]
        {
            (WithoutDecimals, 0), (WithTwoDecimals, 2), (WithThreeDecimals, 3), (WithFourDecimals, 4),
        }
        .SelectMany(group => group.Codes.Split(' '), (group, code) => (code, group.Decimals))
        .ToFrozenDictionary(entry => entry.code, entry => entry.Decimals, StringComparer.Ordinal);

    /// <summary>How many decimal places currencies have.</summary>
    public static readonly IReadOnlyList<int> Decimals = [.. DecimalsByCode.Values.Distinct().Order()];

    public static bool IsKnown(string code) => DecimalsByCode.ContainsKey(code);

    public static int DecimalsOf(string code) => DecimalsByCode[code];

    public static string[] WithDecimals(int decimals) =>
        [.. DecimalsByCode.Where(entry => entry.Value == decimals).Select(entry => entry.Key)];
}
