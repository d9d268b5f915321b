using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>Another language in the middle of typing: what was typed stays.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class SwitchingTheLanguage(RunningCheckout running)
{
    private const string ToHindi = "footer nav a[lang=hi]";
    private const string ToEnglish = "footer nav a[lang=en]";

    [Fact]
    public async Task The_fields_keep_what_was_typed_and_their_errors_are_said_again()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.FillCardAsync(number: "4242424242424241", expiry: "12 / 39", cvv: "123", name: "Asha Rao");
        await shopper.Checkout["card-number-input"].FocusAsync();
        await shopper.Checkout["cvv-input"].FocusAsync();
        await Expect(shopper.Page.Locator("#card-number-error")).ToHaveTextAsync("Check the card number. A digit is wrong or missing.");

        await shopper.Page.ClickAsync(ToHindi);

        await Expect(shopper.Page.Locator("html")).ToHaveAttributeAsync("lang", "hi");
        await Expect(shopper.Page.Locator("label[for=card-number]")).ToHaveTextAsync("कार्ड नंबर");
        await Expect(shopper.Page.Locator("#card-number-error")).ToHaveTextAsync("कार्ड नंबर जाँचें: कोई अंक गलत या छूटा हुआ है।");
        await Expect(shopper.Page.Locator(ToHindi)).ToHaveAttributeAsync("aria-current", "true");
        await Expect(shopper.Page.Locator(ToEnglish)).Not.ToHaveAttributeAsync("aria-current", "true");
        await Expect(shopper.Page).ToHaveTitleAsync("A test merchant का भुगतान करें");
        Assert.Equal(
            ["4242 4242 4242 4241", "12 / 39", "123", "Asha Rao"],
            await shopper.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.card input')].map(input => input.value)"));
        Assert.Empty(shopper.Errors);
        Assert.Empty(shopper.Violations);
    }

    [Fact]
    public async Task After_a_failure_too_and_the_payment_can_be_made()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByCardAsync("4000000000000002");
        await shopper.Checkout.SaysAsync("error-message", "Your bank declined this card. Try another card.");

        await shopper.Page.ClickAsync(ToHindi);

        await shopper.Checkout.SaysAsync("error-message", "आपके बैंक ने यह कार्ड अस्वीकार किया। दूसरा कार्ड आज़माएँ।");
        await shopper.Checkout["retry-button"].ClickAsync();
        await Expect(shopper.Checkout["card-number-input"]).ToHaveValueAsync("4000 0000 0000 0002");
        await shopper.Checkout.PayByCardAsync();
        await Expect(shopper.Checkout["success-state"]).ToContainTextAsync("भुगतान सफल रहा");
    }

    [Fact]
    public async Task A_payment_that_begins_meanwhile_goes_on_in_its_language()
    {
        await using var shopper = await OpenAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await shopper.Page.RouteAsync("**/checkout?*locale=hi*", asked.SetResult);
        await shopper.Page.ClickAsync(ToHindi);
        var route = await asked.Task;
        await shopper.Checkout.PayByUpiAsync("success@sim");
        await Expect(shopper.Page.Locator("main")).Not.ToHaveAttributeAsync("data-screen", "form");

        var answered = shopper.Page.WaitForResponseAsync("**/checkout?*locale=hi*");
        await route.ContinueAsync();
        await (await answered).FinishedAsync();

        await Expect(shopper.Checkout["success-state"]).ToContainTextAsync("Payment successful");
        await Expect(shopper.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task A_reload_stays_in_the_language_and_Back_leaves_the_page()
    {
        await using var shopper = await OpenAsync();
        var length = await shopper.Page.EvaluateAsync<int>("history.length");

        await shopper.Page.ClickAsync(ToHindi);
        await Expect(shopper.Page.Locator("html")).ToHaveAttributeAsync("lang", "hi");
        await shopper.Page.ReloadAsync();

        await Expect(shopper.Page.Locator("html")).ToHaveAttributeAsync("lang", "hi");
        Assert.Equal(length, await shopper.Page.EvaluateAsync<int>("history.length"));
    }

    private async Task<Shopper> OpenAsync()
    {
        var merchant = await running.NewMerchantAsync();
        return await running.OpenPageAsync(await merchant.CreateOrderAsync(), "&locale=en");
    }
}
