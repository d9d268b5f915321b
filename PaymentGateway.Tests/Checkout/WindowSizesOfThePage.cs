using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The checkout as a page of its own, in the same windows.</summary>
public sealed class WindowSizesOfThePage(RunningCheckout running) : InAShop(running)
{
    [Theory]
    [MemberData(nameof(WindowSizes.Sizes), MemberType = typeof(WindowSizes))]
    public async Task The_page_on_its_own_shows_all_its_controls(int width, int height)
    {
        await using var shopper = await Running.NewShopperAsync(new Screen(width, height));
        await shopper.Page.GotoAsync($"{Running.Address}/checkout?order_id={Order}");
        await Expect(shopper.Checkout.Pay).ToBeEnabledAsync();
        await Reachable.AssertPageAsync(shopper.Page, "UPI");

        await shopper.Checkout.FillCardAsync("4242 4242 4242 4241", "13 / 30", "12", "");
        var (row, last) = (await shopper.Checkout["card-number-input"].BoundingBoxAsync(), await shopper.Checkout["cvv-input"].BoundingBoxAsync());
        Assert.Equal(row!.X + row.Width, last!.X + last.Width, 1f); // expiry and CVV fill their row
        await shopper.Checkout.Pay.ClickAsync();

        await Expect(shopper.Page.Locator("[aria-invalid=true]:visible")).ToHaveCountAsync(4);
        await Reachable.AssertPageAsync(shopper.Page, "card with four errors");
    }
}
