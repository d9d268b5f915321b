namespace PaymentGateway.Tests.Support;

/// <summary>
/// How many payments, requests or seconds a test takes: few by default, many with <c>./test.sh --faults</c>, and where it says so
/// still more with <c>--soak</c>.
/// </summary>
internal static class Volume
{
    private static readonly string? Level = Environment.GetEnvironmentVariable("FAULTS");

    public static int Of(int usual, int full, int? soak = null) => Level switch
    {
        "soak" => soak ?? full,
        "full" => full,
        _ => usual,
    };
}
