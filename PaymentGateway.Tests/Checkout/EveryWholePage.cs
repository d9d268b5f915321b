using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The checkout as a page of its own, and the pages that open it.</summary>
public sealed class EveryWholePage(RunningCheckout running) : InspectedScreens(running)
{
    public static TheoryData<string> All => new(States.Whole);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);

    [Fact]
    public async Task Control_what_is_wrong_inside_the_frame_is_found()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await Running.NewShopperAsync();
        await new States(Running, shop, shopper).ReachAsync("modal");

        await shopper.CheckoutFrame.EvaluateAsync("document.querySelector('main').append(document.createElement('img'))");

        Assert.StartsWith("image-alt", Assert.Single(await PageInspection.FindAsync(shopper.Page)));
    }
}
