using PaymentGateway.Checkout.Amounts;

namespace PaymentGateway.Tests.Checkout;

public sealed class AmountTexts
{
    [Theory]
    [InlineData(124_830_000, "INR", "en", "₹12,48,300.00")]
    [InlineData(50_000, "INR", "hi", "₹500.00")]
    [InlineData(124_830_000, "USD", "en", "$1,248,300.00")]
    [InlineData(124_830_000, "USD", "hi", "$12,48,300.00")]
    [InlineData(5_000, "JPY", "en", "¥5,000")]
    [InlineData(1_234_567, "KWD", "en", "KWD\u00a01,234.567")]
    [InlineData(123_456, "CLF", "en", "CLF\u00a012.3456")]
    [InlineData(99_999_999_999, "INR", "en", "₹99,99,99,999.99")]
    public void An_amount_is_written_as_its_currency_and_its_reader_expect(
        long minorUnits, string currency, string language, string text) =>
        Assert.Equal(text, AmountText.Of(minorUnits, currency, language));
}
