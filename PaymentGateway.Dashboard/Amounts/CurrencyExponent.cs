namespace PaymentGateway.Dashboard.Amounts;

/// <summary>How many decimals a currency has (ISO 4217): two, but for these.</summary>
internal static class CurrencyExponent
{
    private const string None = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string Three = "BHD IQD JOD KWD LYD OMR TND";
    private const string Four = "CLF UYW";

    public static int Of(string currency) => currency switch
    {
        _ when None.Contains(currency, StringComparison.Ordinal) => 0,
        _ when Three.Contains(currency, StringComparison.Ordinal) => 3,
        _ when Four.Contains(currency, StringComparison.Ordinal) => 4,
        _ => 2,
    };
}
