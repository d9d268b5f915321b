namespace PaymentGateway.Tests.Support;

/// <summary>Cards as a shopper types them.</summary>
internal static class TestCards
{
    public static object Visa { get; } = Of("4242424242424242");

    public static object Of(string number, string? cvv = null) => new
    {
        number,
        expiry_month = "12",
        expiry_year = (TimeProvider.System.GetUtcNow().Year + 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
        cvv = cvv ?? (number[..2] is "34" or "37" ? "1234" : "123"),
        holder_name = "Asha Rao",
    };
}
