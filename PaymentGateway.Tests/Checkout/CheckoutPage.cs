using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What a shopper sees and does on the checkout page, by the hooks that outside testers know.</summary>
internal sealed class CheckoutPage(Func<string, ILocator> find)
{
    public const string GoodCard = "4242424242424242";

    public ILocator this[string testId] => find(testId);

    public ILocator Pay => this["pay-button"];

    public async Task PayByUpiAsync(string vpa)
    {
        await this["method-upi"].ClickAsync();
        await this["vpa-input"].FillAsync(vpa);
        await Pay.ClickAsync();
    }

    public async Task FillCardAsync(
        string number = GoodCard, string expiry = "12 / 39", string cvv = "123", string name = "Asha Rao")
    {
        await this["method-card"].ClickAsync();
        await this["card-number-input"].FillAsync(number);
        await this["expiry-input"].FillAsync(expiry);
        await this["cvv-input"].FillAsync(cvv);
        await this["cardholder-name-input"].FillAsync(name);
    }

    public async Task PayByCardAsync(string number = GoodCard)
    {
        await FillCardAsync(number);
        await Pay.ClickAsync();
    }

    public Task ShowsAsync(string testId) => Expect(this[testId]).ToBeVisibleAsync();

    public Task SaysAsync(string testId, string text) => Expect(this[testId]).ToHaveTextAsync(text);

    public async Task<string> PaymentIdAsync()
    {
        await ShowsAsync("success-state");
        return (await this["payment-id"].TextContentAsync())!;
    }
}
