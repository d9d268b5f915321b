using PaymentGateway.Core.Payments;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

public sealed class CurrencyRules(Servers servers)
{
    [Theory]
    [InlineData(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")]
    [InlineData(2, "INR USD EUR GBP CHF AUD MGA MRU")]
    [InlineData(3, "BHD IQD JOD KWD LYD OMR TND")]
    [InlineData(4, "CLF UYW")]
    public void Each_code_has_its_decimals(int decimals, string codes) =>
        Assert.All(codes.Split(' '), code => Assert.Equal((true, decimals), (Currencies.IsKnown(code), Currencies.DecimalsOf(code))));

    [Theory]
    [InlineData("inr")]
    [InlineData("XXX")]
    [InlineData("HRK")]
    [InlineData("")]
    [InlineData("INRX")]
    public void Other_codes_are_unknown(string code) => Assert.False(Currencies.IsKnown(code));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Dashboard_and_checkout_count_decimals_as_the_gateway_does(int decimals) => Assert.All(Currencies.WithDecimals(decimals), code => Assert.Equal(
        (decimals, decimals), (PaymentGateway.Dashboard.Amounts.CurrencyExponent.Of(code), PaymentGateway.Checkout.Amounts.CurrencyExponent.Of(code))));

    [Fact]
    public async Task An_order_in_an_unknown_currency_is_refused()
    {
        var merchant = await servers.NewMerchantAsync();

        var refused = (await merchant.PostAsync("/api/v1/orders", new { amount = 1000, currency = "XXX" })).ExpectError(400, "BAD_REQUEST_ERROR");

        Assert.Equal("currency", refused.Json.GetProperty("error").GetProperty("field").GetString());
    }

    [Fact]
    public async Task Upi_takes_rupees_only()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync(amount: 1000, currency: "USD");

        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "user@paytm" })).ExpectError(400, "BAD_REQUEST_ERROR");
    }

    [Theory]
    [InlineData("KWD", 12_340, 201)]
    [InlineData("KWD", 12_345, 400)]
    [InlineData("JPY", 12_345, 201)]
    [InlineData("USD", 12_345, 201)]
    public async Task Cards_take_three_decimals_in_tens_only(string currency, long amount, int status)
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync(amount, currency);

        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "card", card = TestCards.Visa })).Expect(status);
    }
}
