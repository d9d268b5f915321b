using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A click that comes before the page is ready counts.</summary>
public sealed class EarlyClicks(RunningCheckout running) : WithMovementsRecorded(running)
{
    [Fact]
    public async Task A_click_on_a_method_as_soon_as_it_is_seen_counts_each_time()
    {
        const int openings = 12;
        await using var shopper = await NewShopperAsync(1280, 900, slowness: 2);
        await shopper.Page.GotoAsync(SameSite());
        for (var opening = 0; opening < openings; opening++)
        {
            await shopper.Page.ClickAsync("#pay-button");
            await PressAsync(shopper, shopper.Checkout["method-card"], fromItsTop: 50);

            await Expect(shopper.Checkout["card-form"]).ToBeVisibleAsync(new() { Timeout = 5_000 });
            await shopper.Page.Keyboard.PressAsync("Escape");
            await Expect(shopper.Modal).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task An_error_that_appears_while_Pay_is_pressed_does_not_take_the_click_away()
    {
        await using var shopper = await NewShopperAsync(1280, 900);
        await shopper.OpenModalAsync(SameSite());
        await shopper.Checkout.FillCardAsync("");
        await shopper.Checkout["card-number-input"].FillAsync("4242 4242 4242 4241");
        await shopper.CheckoutFrame.EvaluateAsync("document.addEventListener('submit', () => window.submits = (window.submits ?? 0) + 1, true)");

        await PressAsync(shopper, shopper.Checkout.Pay, fromItsTop: 4);

        await Expect(shopper.Checkout["card-number-input"]).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal(1, await shopper.CheckoutFrame.EvaluateAsync<int>("window.submits ?? 0"));
    }

    /// <summary>Presses as soon as the button is seen, and releases at the same place when the page has long been ready.</summary>
    private static async Task PressAsync(Shopper shopper, ILocator button, float fromItsTop)
    {
        await button.WaitForAsync();
        var box = (await button.BoundingBoxAsync())!;
        var mouse = shopper.Page.Mouse;
        await mouse.MoveAsync(box.X + (box.Width / 2), box.Y + fromItsTop);
        await mouse.DownAsync();
        await shopper.IsReadyAsync();
        await shopper.Page.EvaluateAsync(
            "new Promise(done => { let left = 20; (function wait() { left-- ? requestAnimationFrame(wait) : done() })() })");
        await mouse.UpAsync();
    }
}
