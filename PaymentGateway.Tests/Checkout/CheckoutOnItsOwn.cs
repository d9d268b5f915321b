using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The page without a shop around it, and what may happen to it on the way.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class CheckoutOnItsOwn(RunningCheckout running) : IAsyncLifetime
{
    private TestMerchant _merchant = null!;
    private string _order = "";

    public async ValueTask InitializeAsync()
    {
        _merchant = await running.NewMerchantAsync();
        _order = await _merchant.CreateOrderAsync(124_830_000);
    }

    [Fact]
    public async Task It_shows_what_is_paid_to_whom_and_takes_the_payment()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.SaysAsync("order-amount", "₹12,48,300.00");
        await shopper.Checkout.SaysAsync("order-id", _order);
        await shopper.Checkout.SaysAsync("pay-button", "Pay ₹12,48,300.00");

        await shopper.Checkout.PayByUpiAsync("success@sim");

        await shopper.Checkout.SaysAsync("success-message", "₹12,48,300.00 paid to A test merchant");
        Assert.StartsWith("pay_", await shopper.Checkout.PaymentIdAsync());
    }

    [Fact]
    public async Task A_reload_while_the_bank_decides_goes_on_with_the_same_payment()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByUpiAsync("delay.2500@sim");
        await shopper.Checkout.SaysAsync("processing-message", "Usually takes 5–10 seconds. Please keep this window open.");

        await shopper.Page.ReloadAsync();

        await shopper.Checkout.ShowsAsync("processing-state");
        await shopper.Checkout.ShowsAsync("success-state");
        Assert.Equal(1, await PaymentsAsync());
    }

    [Fact]
    public async Task Leaving_and_coming_back_after_success_shows_the_success_again()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByUpiAsync("success@sim");
        var paymentId = await shopper.Checkout.PaymentIdAsync();

        await shopper.Page.GotoAsync("about:blank");
        await shopper.Page.GoBackAsync();

        Assert.Equal(paymentId, await shopper.Checkout.PaymentIdAsync());
        Assert.Equal(1, await PaymentsAsync());
    }

    [Fact]
    public async Task An_answer_lost_on_the_way_is_asked_for_again_and_nothing_is_paid_twice()
    {
        await using var shopper = await OpenAsync();
        var losses = 0;
        await shopper.Page.RouteAsync("**/payments/public", async route =>
        {
            if (losses++ < 2)
            {
                await route.FetchAsync(); // it arrives and is carried out; only the answer gets lost
                await route.AbortAsync();
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.Checkout.ShowsAsync("success-state");

        Assert.True(losses > 2);
        Assert.Equal(1, await PaymentsAsync());
    }

    [Fact]
    public async Task When_every_answer_is_lost_a_retry_is_the_same_attempt()
    {
        await using var shopper = await OpenAsync(isClockMoved: true);
        await shopper.Page.RouteAsync("**/payments/public", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.HurryToAsync("error-state");
        await shopper.Checkout.SaysAsync("error-message",
            "The payment service didn't respond. It's safe to try again: you can't be charged twice.");
        await Expect(shopper.Page.GetByRole(AriaRole.Heading, new() { Name = "No response yet" })).ToBeFocusedAsync();

        await shopper.Page.UnrouteAllAsync();
        await shopper.Checkout["retry-button"].ClickAsync();

        await shopper.Checkout.ShowsAsync("success-state");
        Assert.Equal(1, await PaymentsAsync());
    }

    [Fact]
    public async Task Other_details_after_lost_answers_follow_the_payment_that_was_made()
    {
        await using var shopper = await OpenAsync(isClockMoved: true);
        await shopper.Page.RouteAsync("**/payments/public", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await shopper.Checkout.PayByUpiAsync("delay.60000@sim");
        await shopper.HurryToAsync("error-state");
        await shopper.Page.UnrouteAllAsync();

        await shopper.Checkout["other-method-button"].ClickAsync();
        await shopper.Checkout.PayByCardAsync();
        await shopper.Checkout.ShowsAsync("processing-state");
        await _merchant.AdvanceAsync(TimeSpan.FromMinutes(1));

        await shopper.Checkout.ShowsAsync("success-state");
        Assert.Equal(1, await PaymentsAsync());
    }

    [Fact]
    public async Task Escape_asks_nothing_where_there_is_no_window_to_close()
    {
        await using var shopper = await OpenAsync();
        await shopper.Checkout.PayByUpiAsync("delay.60000@sim");
        await shopper.Checkout.ShowsAsync("processing-state");

        await shopper.Page.Keyboard.PressAsync("Escape");

        Assert.False(await shopper.Page.EvaluateAsync<bool>("document.getElementById('leave').open"));
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task Offline_is_said_and_the_payment_goes_on_afterwards()
    {
        await using var shopper = await OpenAsync();
        await shopper.Context.SetOfflineAsync(true);
        await Expect(shopper.Page.Locator("#offline")).ToBeVisibleAsync();

        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.Checkout.SaysAsync("processing-message", "You're offline. We'll continue when you're back.");
        await shopper.Context.SetOfflineAsync(false);

        await shopper.Checkout.ShowsAsync("success-state");
        await Expect(shopper.Page.Locator("#offline")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Other_money_than_rupees_is_paid_by_card()
    {
        _order = await _merchant.CreateOrderAsync(124_830, "USD");
        await using var shopper = await OpenAsync();

        await shopper.Checkout.SaysAsync("order-amount", "$1,248.30");
        await Expect(shopper.Checkout["method-upi"]).ToHaveCountAsync(0);
        await shopper.Checkout.PayByCardAsync();

        await shopper.Checkout.ShowsAsync("success-state");
    }

    [Fact]
    public async Task A_slow_gateway_shows_a_skeleton_first_and_then_says_what_is_wrong()
    {
        var checkout = await running.CheckoutWithoutGatewayAsync();
        await using var shopper = await running.NewShopperAsync();

        // On a busy machine it may be gone before anybody looks.
        await shopper.Page.AddInitScriptAsync("""
            new MutationObserver(() => document.querySelector('[data-test-id=loading-state]')?.checkVisibility() && sessionStorage.setItem('skeleton', 'shown'))
              .observe(document, { childList: true, subtree: true })
            """);

        await shopper.Page.GotoAsync($"{checkout}/checkout?order_id={_order}");

        await shopper.Checkout.SaysAsync("error-message", "Nothing has been charged. Please try again in a moment.");
        await shopper.Checkout.ShowsAsync("retry-button");
        Assert.Equal("shown", await shopper.Page.EvaluateAsync<string>("sessionStorage.getItem('skeleton')"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?order_id=")]
    [InlineData("?order_id=../../etc/passwd")]
    [InlineData("?order_id=order_%3Cscript%3E")]
    public async Task A_link_without_an_order_is_a_page_that_says_so(string query)
    {
        using var http = new HttpClient();

        var answer = await http.GetAsync(new Uri($"{running.Address}/checkout{query}"));

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Contains("data-test-id=\"error-state\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="isClockMoved">The page has a clock that <see cref="Shopper.HurryToAsync"/> moves on.</param>
    private async Task<Shopper> OpenAsync(bool isClockMoved = false)
    {
        var shopper = await running.NewShopperAsync();
        await (isClockMoved ? shopper.Page.Clock.InstallAsync() : Task.CompletedTask);
        await shopper.Page.GotoAsync($"{running.Address}/checkout?order_id={_order}");
        return shopper;
    }

    private async Task<long> PaymentsAsync() => (await _merchant.GetAsync($"/api/v1/payments?order_id={_order}")).Number("total");
}
