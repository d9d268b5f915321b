using Microsoft.Playwright;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>Each state of the checkout as <see cref="PageInspection"/> sees it.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class EveryScreen(RunningCheckout running)
{
    public static TheoryData<string> All => new(States.All);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Is_accessible_fits_the_screen_and_shows_the_focus(string state)
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

    [Fact]
    public async Task Control_what_is_wrong_inside_the_frame_is_found()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        await new States(running, shop, shopper).ReachAsync("modal");

        await shopper.CheckoutFrame.EvaluateAsync("document.querySelector('main').append(document.createElement('img'))");

        Assert.StartsWith("image-alt", Assert.Single(await PageInspection.FindAsync(shopper.Page)));
    }

    [Theory]
    [InlineData("card-form")]
    [InlineData("failure")]
    [InlineData("success")]
    public async Task Fits_a_screen_of_320_pixels_and_so_a_zoom_of_400_percent(string state)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync(new Screen(320, 256));
        await new States(running, shop, shopper).ReachAsync(state);

        Assert.True(await shopper.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        Assert.True(await shopper.Page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('button, .method')].filter(b => b.offsetParent).every(b => b.offsetHeight >= 44)"));
    }
}
