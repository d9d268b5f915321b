using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What a shopper is told and offered once the bank has decided.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class AfterTheOutcome(RunningCheckout running)
{
    [Theory]
    [InlineData("4000000000000002", "other-method-button")] // declined
    [InlineData("4000000000009995", "other-method-button")] // insufficient funds
    [InlineData("4000000000009987", "other-method-button")] // lost
    [InlineData("4000000000000069", "other-method-button")] // expired
    [InlineData("4000000000000127", "retry-button")] // incorrect CVV
    public async Task The_first_button_is_the_one_that_can_help(string card, string first)
    {
        await using var shopper = await OpenAsync();

        await shopper.Checkout.PayByCardAsync(card);

        await shopper.Checkout.ShowsAsync("error-state");
        var buttons = shopper.Page.Locator(".screen .actions button");
        await Expect(buttons).ToHaveCountAsync(2);
        await Expect(buttons.First).ToHaveAttributeAsync("data-test-id", first);
        await Expect(buttons.First).ToHaveClassAsync("pay");
        await Expect(buttons.Last).ToHaveClassAsync("quiet");
    }

    [Fact]
    public async Task A_currency_that_only_cards_move_offers_no_other_method()
    {
        await using var shopper = await OpenAsync("USD");

        await shopper.Checkout.PayByCardAsync("4000000000000002");

        await shopper.Checkout.ShowsAsync("retry-button");
        await Expect(shopper.Checkout["other-method-button"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_paid_order_is_called_paid_at_once_and_when_it_is_opened_again()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.Checkout.ShowsAsync("success-state");
        await SaysPaidAsync(shopper);

        await using var another = await running.NewShopperAsync();
        await another.Page.GotoAsync(shopper.Page.Url);

        await another.Checkout.ShowsAsync("paid-state");
        await SaysPaidAsync(another);
    }

    private static async Task SaysPaidAsync(Shopper shopper)
    {
        await Expect(shopper.Page.Locator(".amount-label")).ToHaveTextAsync("Paid");
        await Expect(shopper.Page).ToHaveTitleAsync("Paid · A test merchant");
    }

    private async Task<Shopper> OpenAsync(string currency = "INR")
    {
        var merchant = await running.NewMerchantAsync();
        return await running.OpenPageAsync(await merchant.CreateOrderAsync(50_000, currency));
    }
}
