using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>States of the checkout as <see cref="PageInspection"/> sees them.</summary>
[Collection(nameof(RunningCheckout))]
public abstract class InspectedScreens(RunningCheckout running)
{
    private protected RunningCheckout Running => running;

    private protected async Task InspectAsync(string state)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(Screen.Phone);
        await shopper.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce }); // no colour half-way to another
        await new States(running, shop, shopper).ReachAsync(state);
        await PageInspection.InspectEverywhereAsync(
            shopper.Page, state, isFullPage: !state.StartsWith("modal", StringComparison.Ordinal), minStops: state == "loading" ? null : 0);

        Assert.Empty(shopper.Violations);
        Assert.Empty(shopper.Errors);
    }
}
