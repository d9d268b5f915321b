using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What <c>checkout.js</c> does to a shop's page: one modal, closed in every way there is, and gone without trace.</summary>
public sealed class TheModal(RunningCheckout running) : InAShop(running)
{
    [Fact]
    public async Task It_is_built_as_integrators_know_it()
    {
        await using var shopper = await OpenAsync();

        var frame = shopper.Page.Locator(
            "#payment-gateway-modal[data-test-id=payment-modal] > .modal-overlay > .modal-content > iframe[data-test-id=payment-iframe]");
        Assert.StartsWith($"{Running.Address}/checkout?order_id={Order}&embedded=true", await frame.GetAttributeAsync("src"));
        await Expect(shopper.Page.Locator(".modal-content > button.close-button[data-test-id=close-modal-button]")).ToHaveTextAsync("×");
    }

    [Fact]
    public async Task The_cross_closes_it_and_the_focus_returns_to_the_button()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.ShowsAsync("upi-form");

        await shopper.CloseButton.ClickAsync();

        await Expect(shopper.Modal).ToHaveCountAsync(0);
        await Expect(shopper.Page.Locator("#pay-button")).ToBeFocusedAsync();
        Assert.Equal(["Modal closed"], await shopper.HearAsync(1));
        Assert.Equal("visible", await shopper.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).overflow"));
    }

    [Fact]
    public async Task ESC_closes_it_from_the_shop_and_from_inside_the_frame()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout["vpa-input"].FocusAsync();
        await shopper.Page.Keyboard.PressAsync("Escape");
        await Expect(shopper.Modal).ToHaveCountAsync(0);

        await shopper.Page.ClickAsync("#pay-button");
        await shopper.IsReadyAsync();
        await shopper.CloseButton.FocusAsync();
        await shopper.Page.Keyboard.PressAsync("Escape");

        await Expect(shopper.Modal).ToHaveCountAsync(0);
        Assert.Equal(["Modal closed", "Modal closed"], await shopper.HearAsync(2));
    }

    [Fact]
    public async Task ESC_closes_it_while_the_page_inside_has_not_come_yet()
    {
        await using var shopper = await Running.NewShopperAsync();
        var held = new TaskCompletionSource();
        await shopper.Page.RouteAsync("**/checkout?*", async route =>
        {
            await held.Task;
            await route.AbortAsync();
        });
        await shopper.ClickPayAsync(Page());

        await shopper.Page.Keyboard.PressAsync("Escape");

        await Expect(shopper.Modal).ToHaveCountAsync(0);
        held.SetResult();
    }

    [Fact]
    public async Task ESC_and_a_click_beside_it_do_what_the_shop_wishes()
    {
        await using var shopper = await OpenAsync("modal: { escape: false, backdropClose: true },");
        await shopper.Checkout["vpa-input"].FocusAsync();
        await shopper.Page.Keyboard.PressAsync("Escape");
        await shopper.CloseButton.FocusAsync();
        await shopper.Page.Keyboard.PressAsync("Escape");
        await Expect(shopper.Modal).ToBeVisibleAsync();

        await shopper.Page.Mouse.ClickAsync(5, 5);

        await Expect(shopper.Modal).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task While_a_payment_is_on_its_way_it_asks_before_it_closes()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByUpiAsync("delay.60000@sim");
        await shopper.Checkout.ShowsAsync("processing-state");
        var question = shopper.Page.FrameLocator("iframe").GetByRole(AriaRole.Dialog);

        await shopper.CloseButton.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep waiting" }).ClickAsync();
        await Expect(shopper.Checkout["processing-state"]).ToBeVisibleAsync();
        Assert.Empty(shopper.Callbacks());
        await shopper.CloseButton.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();

        await Expect(shopper.Modal).ToHaveCountAsync(0);
        Assert.Equal(["Modal closed"], await shopper.HearAsync(1));
    }

    [Fact]
    public async Task Opening_twice_is_one_modal()
    {
        await using var shopper = await OpenAsync();

        await shopper.Page.EvaluateAsync("document.getElementById('pay-button').click()");

        await Expect(shopper.Modal).ToHaveCountAsync(1);
        Assert.Contains("PaymentGateway: already open", shopper.Console);
    }

    [Fact]
    public async Task A_callback_that_throws_breaks_nothing()
    {
        var page = ShopSite.Snippet(Running.Address, Merchant.Credentials.Key, Order)
            .Replace("// Update your UI", "throw new Error('the shop is broken');", StringComparison.Ordinal);
        await using var shopper = await Running.NewShopperAsync();
        await shopper.OpenModalAsync(Shop.Add(page));

        await shopper.Checkout.PayByUpiAsync("success@sim");

        Assert.Equal("Modal closed", (await shopper.HearAsync(2))[1]);
        Assert.Contains(shopper.Errors, error => error.Contains("the shop is broken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new PaymentGateway({ orderId: 'order_1' })", "\"key\" is missing")]
    [InlineData("new PaymentGateway({ key: 'key_1' })", "\"orderId\" is missing")]
    [InlineData("new PaymentGateway()", "\"key\" is missing")]
    [InlineData("checkout.open()", "\"key\" is missing")]
    public async Task What_is_missing_is_said_before_anything_happens(string call, string complaint)
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(Shop.Add(ShopSite.Snippet(Running.Address, "key", "order")));

        var said = await shopper.Page.EvaluateAsync<string>($"(() => {{ try {{ {call} }} catch (e) {{ return e.name + e.message }} }})()");

        Assert.StartsWith("TypeError", said);
        Assert.Contains(complaint, said, StringComparison.Ordinal);
        await Expect(shopper.Modal).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_global_checkout_opens_with_what_the_script_tag_says()
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(Shop.Add($"""
            <!doctype html><title>Shop</title>
            <script src="{Running.Address}/checkout.js" data-key="{Merchant.Credentials.Key}" data-order-id="{Order}"></script>
            <button onclick="checkout.open()">Pay Now</button>
            """));

        await shopper.Page.GetByRole(AriaRole.Button).ClickAsync();

        await shopper.Checkout.SaysAsync("order-id", Order);
    }

    [Fact]
    public async Task A_page_that_has_a_checkout_of_its_own_keeps_it()
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(Shop.Add($"""
            <!doctype html><title>Shop</title><script>var checkout = "mine"</script>
            <script src="{Running.Address}/checkout.js"></script>
            """));

        Assert.Equal("mine", await shopper.Page.EvaluateAsync<string>("checkout"));
    }

    [Fact]
    public async Task A_page_opened_from_disk_works_too()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, ShopSite.Snippet(Running.Address, Merchant.Credentials.Key, Order));
        await using var shopper = await Running.NewShopperAsync();
        await shopper.OpenModalAsync($"file://{file}");

        await shopper.Checkout.PayByUpiAsync("success@sim");

        Assert.StartsWith("Payment successful: pay_", (await shopper.HearAsync(2))[0]);
        File.Delete(file);
    }

    [Fact]
    public async Task A_strict_policy_of_the_shop_needs_two_entries_only()
    {
        var page = Shop.Add(
            $"""
            <!doctype html><title>Shop</title>
            <script src="{Running.Address}/checkout.js" data-key="{Merchant.Credentials.Key}" data-order-id="{Order}"></script>
            """,
            $"default-src 'none'; script-src {Running.Address}; frame-src {Running.Address}; require-trusted-types-for 'script'");
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(page);

        await shopper.Page.EvaluateAsync("checkout.open()");
        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.Checkout.ShowsAsync("success-state");

        Assert.Empty(shopper.Violations);
        Assert.Equal("440px", await shopper.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.modal-content')).width"));
    }

    [Fact]
    public async Task Prefill_theme_and_language_reach_the_page()
    {
        await using var shopper = await OpenAsync(
            "prefill: { method: 'card', name: 'Ravi Kumar' }, locale: 'hi', theme: { color: '#0f766e', mode: 'dark' },");

        await Expect(shopper.Checkout["cardholder-name-input"]).ToHaveValueAsync("Ravi Kumar");
        await Expect(shopper.Checkout["cardholder-name-input"]).ToBeVisibleAsync();
        await Expect(shopper.Checkout.Pay).ToHaveTextAsync("₹500.00 का भुगतान करें");
        await Expect(shopper.Checkout.Pay).ToHaveCSSAsync("background-color", "rgb(15, 118, 110)");
        await Expect(shopper.Page.FrameLocator("iframe").Locator("html")).ToHaveCSSAsync("color-scheme", "dark");
        Assert.DoesNotContain("Ravi", await shopper.Page.GetByTestId("payment-iframe").GetAttributeAsync("src"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_checkout_does_not_load_the_shopper_can_try_again_or_leave()
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Context.RouteAsync($"{Running.Address}/checkout?**", route => route.AbortAsync());
        await shopper.ClickPayAsync(Page());
        await Expect(shopper.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The payment page did not load.");

        await shopper.Context.UnrouteAllAsync();
        await shopper.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await shopper.Checkout.ShowsAsync("upi-form");
        await Expect(shopper.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }
}
