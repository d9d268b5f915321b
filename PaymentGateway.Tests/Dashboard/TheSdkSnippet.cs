using PaymentGateway.Dashboard.Snippets;
using PaymentGateway.Tests.Checkout;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>The page of the documentation that takes a payment, as it stands, on a shop's own site.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class TheSdkSnippet(RunningCheckout running)
{
    [Fact]
    public async Task Opens_the_checkout_and_thanks_for_the_payment()
    {
        var values = await ValuesAsync();
        var page = SnippetProgram.Code("sdk-integration", "html", values);
        await using var site = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();

        await shopper.OpenModalAsync(site.Add(page));
        await Expect(shopper.Modal).ToBeVisibleAsync();
        await shopper.Checkout.PayByUpiAsync("success@sim");

        await Expect(shopper.Page.Locator("#result")).ToContainTextAsync("Thank you! Your payment is pay_");
        Assert.DoesNotContain("secret_", page, StringComparison.Ordinal);
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task Is_as_wide_as_the_screen_of_a_phone()
    {
        await using var site = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(Screen.Phone with { IsMobile = true });

        await shopper.Page.GotoAsync(site.Add(SnippetProgram.Code("sdk-integration", "html", await ValuesAsync())));

        Assert.Equal(360, await shopper.Page.EvaluateAsync<int>("innerWidth"));
    }

    [Fact]
    public async Task Says_why_a_payment_failed()
    {
        await using var site = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();

        await shopper.OpenModalAsync(site.Add(SnippetProgram.Code("sdk-integration", "html", await ValuesAsync())));
        await shopper.Checkout.PayByUpiAsync("failure@sim");

        await Expect(shopper.Page.Locator("#result")).Not.ToBeEmptyAsync();
    }

    private async Task<SnippetValues> ValuesAsync()
    {
        var merchant = await running.NewMerchantAsync();
        return SnippetProgram.ValuesOf(merchant, await merchant.CreateOrderAsync()) with
        {
            Addresses = new PublicAddresses(running.ApiAddress, running.Address),
        };
    }
}
