namespace PaymentGateway.Tests.Checkout;

/// <summary>Each state of the checkout's form in its frame.</summary>
public sealed class EveryScreen(RunningCheckout running) : InspectedScreens(running)
{
    public static TheoryData<string> All => new(States.Forms);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);

    [Theory]
    [InlineData("card-form")]
    [InlineData("failure")]
    [InlineData("success")]
    public async Task Fits_a_screen_of_320_pixels_and_so_a_zoom_of_400_percent(string state)
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await Running.NewShopperAsync(new Screen(320, 256));
        await new States(Running, shop, shopper).ReachAsync(state);

        Assert.True(await shopper.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        Assert.True(await shopper.Page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('button, .method')].filter(b => b.offsetParent).every(b => b.offsetHeight >= 44)"));
    }
}
