using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The modal from the smallest window that is supported, 320 × 320 px, to a large desktop.</summary>
public sealed class WindowSizes(RunningCheckout running) : InAShop(running)
{
    private static readonly (int, int)[] Usual =
        [(320, 320), (360, 640), (481, 481), (740, 360), (768, 1024), (1024, 500), (1280, 600), (1280, 900), (1920, 1080)];

    private static readonly (int, int)[] Others =
        [(320, 568), (480, 320), (640, 400), (1024, 768), (1366, 650), (1440, 900)];

    /// <summary>Width and height, px; all of them with <c>SCREENSHOTS=1</c>.</summary>
    public static TheoryData<int, int> Sizes => [.. PageInspection.TakesPictures ? [.. Usual, .. Others] : Usual];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task The_modal_lies_in_the_window_and_all_its_controls_are_reachable(int width, int height)
    {
        await using var shopper = await Running.NewShopperAsync(new Screen(width, height));
        await shopper.OpenModalAsync(OnAPhone());
        await Reachable.AssertModalAsync(shopper, "UPI");

        await shopper.Checkout.Pay.ClickAsync();
        await Expect(shopper.Checkout["vpa-input"]).ToHaveAttributeAsync("aria-invalid", "true");
        await Reachable.AssertModalAsync(shopper, "UPI with an error");

        await shopper.Checkout["method-card"].ClickAsync();
        await Reachable.AssertModalAsync(shopper, "card");
        await shopper.Checkout.FillCardAsync("4242 4242 4242 4241", "13 / 30", "12", "");
        await shopper.Checkout.Pay.ClickAsync();
        await Expect(shopper.CheckoutFrame.Locator("[aria-invalid=true]:visible")).ToHaveCountAsync(4);
        await Reachable.AssertModalAsync(shopper, "card with four errors");

        await shopper.CloseButton.ClickAsync();
        await Expect(shopper.Modal).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_payment_is_made_in_the_modal_at_320_by_320_pixels()
    {
        await using var shopper = await Running.NewShopperAsync(new Screen(320, 320));
        await shopper.OpenModalAsync(OnAPhone());

        await shopper.Checkout.PayByCardAsync("4000000000000002");
        await shopper.Checkout.ShowsAsync("error-state");
        await Reachable.AssertModalAsync(shopper, "failure");
        await shopper.Checkout["other-method-button"].ClickAsync();
        await shopper.Checkout.PayByUpiAsync("success@sim");

        await shopper.Checkout.ShowsAsync("success-state");
        await Expect(shopper.Modal).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_close_button_has_a_ground_over_scrolled_content()
    {
        await using var shopper = await Running.NewShopperAsync(new Screen(740, 360));
        await shopper.OpenModalAsync(OnAPhone());

        Assert.DoesNotContain("0)", await shopper.CloseButton.EvaluateAsync<string>(
            "button => getComputedStyle(button).backgroundColor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_outside_the_window_is_found()
    {
        await using var shopper = await Running.NewShopperAsync(new Screen(1280, 600));
        await shopper.OpenModalAsync(OnAPhone());

        await shopper.Page.AddStyleTagAsync(new() { Content = ".modal-content { max-height: none !important; height: 900px !important }" });

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Reachable.AssertModalAsync(shopper, "too high"));
    }

    private string OnAPhone() => Shop.Add(ShopSite.Snippet(Running.Address, Merchant.Credentials.Key, Order)
        .Replace("<title>", """<meta name="viewport" content="width=device-width"><title>""", StringComparison.Ordinal));
}
