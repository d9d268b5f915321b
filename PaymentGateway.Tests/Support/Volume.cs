namespace PaymentGateway.Tests.Support;

/// <summary>How many payments, requests or cases a test makes: few by default, many with <c>./test.sh --faults</c>.</summary>
internal static class Volume
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FAULTS") == "full";

    public static int Of(int usual, int full) => IsFull ? full : usual;
}
