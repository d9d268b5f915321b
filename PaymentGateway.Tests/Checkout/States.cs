using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The way to each state in which a shopper may find the checkout.</summary>
internal sealed class States(RunningCheckout running, ShopSite shop, Shopper shopper)
{
    /// <summary>In the frame that a shop's page opens, before anything is paid.</summary>
    public static readonly string[] Forms =
        ["upi-form", "card-form", "card-mistakes", "card-brand", "loading", "offline", "hindi-form", "shop-colour", "long-names"];

    /// <summary>In the same frame, from the payment on, and without one.</summary>
    public static readonly string[] Outcomes =
        ["processing", "leaving", "success", "failure", "lost-answer", "paid", "unknown", "unavailable", "hindi-failure"];

    /// <summary>What else a shopper sees: the checkout as a page of its own, a shop's page with the modal, the demo shop.</summary>
    public static readonly string[] Whole =
    [
        "alone-form", "alone-processing", "alone-success", "alone-unknown", "modal", "modal-success", "modal-not-loaded", "demo", "demo-paid",
    ];

    private CheckoutPage Checkout => shopper.Checkout;

    public Task ReachAsync(string state) => state switch
    {
        "upi-form" => OpenAsync(),
        "card-form" => CardFormAsync(),
        "card-mistakes" => MistakesAsync(),
        "card-brand" => BrandAsync(),
        "processing" => PayAsync("delay.60000@sim", "processing-state", "step_bank"),
        "leaving" => LeavingAsync(),
        "success" => PayAsync("success@sim", "success-state"),
        "failure" => PayAsync("decline.insufficient-funds@sim", "error-state"),
        "lost-answer" => LostAnswerAsync(),
        "paid" => PaidAsync(),
        "unknown" => shopper.Page.GotoAsync($"{running.Address}/checkout?order_id=order_unknown&embedded=true"),
        "unavailable" => UnavailableAsync(),
        "loading" => LoadingAsync(),
        "offline" => OfflineAsync(),
        "hindi-form" => HindiFormAsync(),
        "hindi-failure" => PayAsync("failure@sim", "error-state", query: "&locale=hi"),
        "shop-colour" => OpenAsync("&color=%23f5c518"),
        "long-names" => LongNamesAsync(),
        "alone-form" => OpenAsync("", embedded: false),
        "alone-processing" => PayAsync("delay.60000@sim", "processing-state", embedded: false),
        "alone-success" => PayAsync("success@sim", "success-state", embedded: false),
        "alone-unknown" => shopper.Page.GotoAsync($"{running.Address}/checkout?order_id=order_unknown"),
        "modal" => ModalAsync(),
        "modal-success" => ModalSuccessAsync(),
        "modal-not-loaded" => NotLoadedAsync(),
        "demo" => shopper.Page.GotoAsync($"{running.Address}/demo"),
        "demo-paid" => DemoPaidAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    private async Task OpenAsync(string query = "", bool embedded = true, string? order = null)
    {
        order ??= await (await running.NewMerchantAsync()).CreateOrderAsync();
        await shopper.Page.GotoAsync($"{running.Address}/checkout?order_id={order}{(embedded ? "&embedded=true" : "")}{query}");
        await Checkout.ShowsAsync("checkout-container");
    }

    private async Task CardFormAsync()
    {
        await OpenAsync();
        await Checkout["method-card"].ClickAsync();
    }

    private async Task MistakesAsync()
    {
        await OpenAsync();
        await Checkout.FillCardAsync("4242 4242 4242 4241", "13 / 30", "12", "");
        await Checkout.Pay.ClickAsync();
    }

    private async Task BrandAsync()
    {
        await OpenAsync();
        await Checkout.FillCardAsync("6527658900001005");
    }

    private async Task PayAsync(string vpa, string outcome, string? step = null, bool embedded = true, string query = "")
    {
        await OpenAsync(query, embedded);
        await Checkout.PayByUpiAsync(vpa);
        await Checkout.ShowsAsync(outcome);
        if (step is not null)
        {
            await Expect(shopper.Page.Locator("[data-step=bank][aria-current]")).ToBeVisibleAsync();
        }
    }

    private async Task LeavingAsync()
    {
        await PayAsync("delay.60000@sim", "processing-state");
        await shopper.Page.Keyboard.PressAsync("Escape");
        await Expect(shopper.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    private async Task LostAnswerAsync()
    {
        await shopper.Page.RouteAsync("**/payments/public", route => route.AbortAsync());
        await shopper.Page.Clock.InstallAsync();
        await PayAsync("success@sim", "processing-state");
        await shopper.HurryToAsync("error-state");
    }

    private async Task PaidAsync()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PayAsync();
        var order = (await merchant.SettledAsync(payment)).GetProperty("order_id").GetString();
        await OpenAsync(order: order);
    }

    private async Task UnavailableAsync() => await shopper.Page.GotoAsync(
        $"{await running.CheckoutWithoutGatewayAsync()}/checkout?order_id=order_1&embedded=true"); // the page's own patience: 8 s

    private async Task LoadingAsync()
    {
        await shopper.Page.RouteAsync("**/page/page.js", route => route.AbortAsync()); // it would ask again at once
        await shopper.Page.GotoAsync($"{await running.CheckoutWithoutGatewayAsync()}/checkout?order_id=order_1");
        await Checkout.ShowsAsync("loading-state");
    }

    private async Task OfflineAsync()
    {
        await OpenAsync();
        await shopper.Context.SetOfflineAsync(true);
        await Expect(shopper.Page.Locator("#offline")).ToBeVisibleAsync();
    }

    private async Task HindiFormAsync()
    {
        await OpenAsync("&locale=hi");
        await Checkout.FillCardAsync();
    }

    private async Task LongNamesAsync()
    {
        var merchant = await running.NewMerchantAsync();
        await running.Gateway.ExecuteAsync(
            $"UPDATE merchants SET name = 'Sri Venkateswara Handlooms and Textiles (Coimbatore) Private Limited' WHERE id = {merchant.Id.Value}");
        await OpenAsync(order: await merchant.CreateOrderAsync(99_999_999_999));
    }

    private async Task ModalAsync()
    {
        var merchant = await running.NewMerchantAsync();
        await shopper.OpenModalAsync(shop.Add(ShopPage(merchant, await merchant.CreateOrderAsync())));
        await Checkout.ShowsAsync("upi-form");
    }

    private async Task ModalSuccessAsync()
    {
        // It would close by itself while it is looked at.
        await shopper.Page.AddInitScriptAsync(
            "const wait = setTimeout; window.setTimeout = (run, time, ...rest) => time === 2200 ? 0 : wait(run, time, ...rest)");
        await ModalAsync();
        await Checkout.PayByUpiAsync("success@sim");
        await Checkout.ShowsAsync("success-state");
    }

    private async Task NotLoadedAsync()
    {
        var merchant = await running.NewMerchantAsync();
        await shopper.Context.RouteAsync($"{running.Address}/checkout?**", route => route.AbortAsync());
        await shopper.ClickPayAsync(shop.Add(ShopPage(merchant, "order_1")));
        await Expect(shopper.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private async Task DemoPaidAsync()
    {
        await shopper.Page.GotoAsync($"{running.Address}/demo");
        await shopper.Page.ClickAsync("#pay-button");
        await Checkout.PayByUpiAsync("success@sim");
        await Expect(shopper.Modal).ToHaveCountAsync(0);
        await Expect(shopper.Page.GetByTestId("demo-webhooks")).ToContainTextAsync("payment.success");
    }

    private string ShopPage(TestMerchant merchant, string order) => ShopSite.Snippet(running.Address, merchant.Credentials.Key, order)
        .Replace("<!doctype html>", """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><main><h1>A shop</h1>""", StringComparison.Ordinal)
        .Replace("</button>", "</button></main>", StringComparison.Ordinal);
}
