using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Tests.Dashboard;

public sealed class PaymentInstruments
{
    [Theory]
    [InlineData("visa", "Visa •••• 4242")]
    [InlineData("mastercard", "Mastercard •••• 4242")]
    [InlineData("amex", "Amex •••• 4242")]
    [InlineData("rupay", "RuPay •••• 4242")]
    [InlineData("discover", "Discover •••• 4242")]
    [InlineData("diners", "Diners Club •••• 4242")]
    [InlineData("jcb", "JCB •••• 4242")]
    [InlineData("unknown", "Card •••• 4242")]
    public void A_card_shows_the_name_its_network_uses_and_the_last_four_digits(string network, string shown) =>
        Assert.Equal(shown, Paid(vpa: null, network).Instrument);

    [Fact]
    public void A_UPI_payment_shows_its_UPI_ID() =>
        Assert.Equal("asha@okbank", Paid("asha@okbank", network: null).Instrument);

    private static Payment Paid(string? vpa, string? network) => new(
        "pay_1", "order_1", 500_00, "INR", vpa is null ? Payment.Card : "upi", vpa, network,
        network is null ? null : "4242",
        Payment.Success, Captured: false, 0, 500_00, "none", null, null, null, null, default, default);
}
