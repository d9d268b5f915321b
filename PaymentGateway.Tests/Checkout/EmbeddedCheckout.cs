using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A shop on another origin, with the page that the brief shows merchants.</summary>
public sealed class EmbeddedCheckout(RunningCheckout running) : InAShop(running)
{
    [Fact]
    public async Task A_UPI_payment_succeeds_and_the_shop_hears_of_it_once()
    {
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByUpiAsync("success@sim");
        var paymentId = await shopper.Checkout.PaymentIdAsync();

        await Expect(shopper.Modal).ToBeHiddenAsync();
        Assert.Equal([$"Payment successful: {paymentId}", "Modal closed"], await shopper.HearAsync(2));
        Assert.Equal("success", (await Merchant.GetAsync($"/api/v1/payments/{paymentId}")).Text("status"));
        Assert.Empty(shopper.Violations);
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task A_declined_UPI_payment_says_why_and_can_be_tried_again_in_the_same_modal()
    {
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByUpiAsync("decline.insufficient-funds@sim");
        await shopper.Checkout.SaysAsync("error-message", "Insufficient funds in this account.");
        await shopper.Checkout["retry-button"].ClickAsync();
        await Expect(shopper.Checkout["vpa-input"]).ToHaveValueAsync("decline.insufficient-funds@sim");
        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.Checkout.ShowsAsync("success-state");

        var heard = await shopper.HearAsync(3);
        Assert.StartsWith("Payment failed: {code: PAYMENT_FAILED, description: Insufficient funds in this account", heard[0]);
        Assert.StartsWith("Payment successful: pay_", heard[1]);
        Assert.Equal("Modal closed", heard[2]);
    }

    [Fact]
    public async Task A_card_payment_succeeds()
    {
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByCardAsync();

        var payment = (await Merchant.GetAsync($"/api/v1/payments/{await shopper.Checkout.PaymentIdAsync()}")).Json;
        Assert.Equal("visa", payment.GetProperty("card_network").GetString());
        Assert.Equal("4242", payment.GetProperty("card_last4").GetString());
    }

    [Fact]
    public async Task A_declined_card_keeps_what_was_typed_but_its_security_code()
    {
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByCardAsync("4000000000000127");
        await shopper.Checkout.SaysAsync("error-message", "The security code (CVV) was wrong. Check it and try again.");
        await shopper.Checkout["retry-button"].ClickAsync();

        await Expect(shopper.Checkout["card-number-input"]).ToHaveValueAsync("4000 0000 0000 0127");
        await Expect(shopper.Checkout["cvv-input"]).ToHaveValueAsync("");
        await Expect(shopper.Checkout["cvv-input"]).ToBeFocusedAsync();
    }

    [Fact]
    public async Task After_a_failure_the_other_method_is_one_click_away()
    {
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByUpiAsync("failure@sim");
        await shopper.Checkout["other-method-button"].ClickAsync();

        await shopper.Checkout.ShowsAsync("card-form");
        await Expect(shopper.Checkout["upi-form"]).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_double_click_pays_once()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout["vpa-input"].FillAsync("success@sim");

        await shopper.Checkout.Pay.DblClickAsync();
        await shopper.Checkout.ShowsAsync("success-state");

        Assert.Equal(1, await PaymentsAsync());
        Assert.Single(shopper.Requests, request => request.Method == "POST" && request.Url.EndsWith("/payments/public", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shopper_who_comes_back_to_a_payment_on_its_way_follows_that_one()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByUpiAsync("delay.2500@sim");
        await shopper.Checkout.ShowsAsync("processing-state");

        await shopper.Page.ReloadAsync();
        await shopper.Page.ClickAsync("#pay-button");
        await shopper.Checkout.PayByUpiAsync("success@sim");

        await shopper.Checkout.ShowsAsync("success-state");
        Assert.Equal(1, await PaymentsAsync());
    }

    [Fact]
    public async Task An_unknown_order_is_said_to_the_shopper_and_to_the_shop()
    {
        Order = "order_nobodyknowsthis1";
        await using var shopper = await OpenAsync();

        await shopper.Checkout.SaysAsync("error-message",
            "The link may be incomplete or expired. Return to the shop and start again.");

        Assert.StartsWith("Payment failed: {code: NOT_FOUND_ERROR", (await shopper.HearAsync(1))[0]);
    }

    [Fact]
    public async Task An_order_that_was_paid_is_not_paid_again()
    {
        await Merchant.PostAsync("/api/v1/payments", new { order_id = Order, method = "upi", vpa = "success@sim" });
        await Eventually.BecomesTrueAsync(
            async () => (await Merchant.GetAsync($"/api/v1/orders/{Order}")).Text("status") == "paid", "the order is paid");
        await using var shopper = await OpenAsync();

        await shopper.Checkout.ShowsAsync("paid-state");

        await Expect(shopper.Checkout.Pay).ToHaveCountAsync(0);
        Assert.Empty(shopper.Callbacks());
    }

    [Fact]
    public async Task An_order_of_another_merchant_cannot_be_paid_with_this_key()
    {
        Order = await (await Running.NewMerchantAsync()).CreateOrderAsync();
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByUpiAsync("success@sim");

        await shopper.Checkout.SaysAsync("error-message", "We can't find this order. Return to the shop and start again.");
        Assert.StartsWith("Payment failed: {code: NOT_FOUND_ERROR", (await shopper.HearAsync(1))[0]);

        await shopper.Checkout["retry-button"].ClickAsync();
        await shopper.Checkout.PayByUpiAsync("success@sim");
        Assert.StartsWith("Payment failed: {code: NOT_FOUND_ERROR", (await shopper.HearAsync(2))[1]);
    }

    private async Task<long> PaymentsAsync() => (await Merchant.GetAsync($"/api/v1/payments?order_id={Order}")).Number("total");
}
