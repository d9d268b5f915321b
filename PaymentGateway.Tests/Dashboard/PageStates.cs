using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>The way to each page of the dashboard, in each state that looks different.</summary>
internal sealed class PageStates(RunningDashboard running, Clerk clerk)
{
    public static readonly string[] Pages =
        ["login", "login-refused", "overview", "overview-empty", "settings", "docs", "not-found", "account-menu", "more-menu"];

    public static readonly string[] Lists =
        ["transactions", "transactions-empty", "transactions-none", "orders", "orders-empty", "refunds", "webhooks", "webhooks-empty"];

    public static readonly string[] Details =
        ["payment", "payment-pending", "payment-failed", "payment-unknown", "order", "delivery"];

    public static readonly string[] Dialogs = ["refund-dialog", "capture-dialog", "rotate-dialog", "rotate-done", "regenerate-dialog"];

    private static readonly string[] OnOneScreen =
        ["rotate-dialog", "rotate-done", "refund-dialog", "capture-dialog", "regenerate-dialog", "account-menu", "more-menu"];

    /// <summary>What lies over a page is seen as on a screen; everything else as a whole.</summary>
    public static bool IsWholePage(string state) => !OnOneScreen.Contains(state);

    /// <summary>Its address alone leads there; the log-in page has no circuit, and a refused log-in would be sent again.</summary>
    public static bool IsReloadable(string state) => IsWholePage(state) && !state.StartsWith("login", StringComparison.Ordinal);

    public Task ReachAsync(string state) => state switch
    {
        "login" => LogInPageAsync(),
        "login-refused" => RefusedAsync(),
        "overview" => BusyAsync("/dashboard", "recent-payments"),
        "overview-empty" => EmptyAsync("/dashboard", "recent-title"),
        "rotate-dialog" => DialogAsync("/dashboard", "rotate-keys-button"),
        "rotate-done" => RotatedAsync(),
        "transactions" => BusyAsync("/dashboard/transactions", "transactions-table"),
        "transactions-empty" => EmptyAsync("/dashboard/transactions", "empty-state"),
        "transactions-none" => BusyAsync("/dashboard/transactions?status=failed&min=99999", "empty-state"),
        "orders" => BusyAsync("/dashboard/orders", "orders-table"),
        "orders-empty" => EmptyAsync("/dashboard/orders", "empty-state"),
        "order" => OrderAsync(),
        "refunds" => BusyAsync("/dashboard/refunds", "refunds-table"),
        "settings" => BusyAsync("/dashboard/settings", "password-form"),
        "payment" => UnfoldedAsync(),
        "payment-pending" => PendingAsync(),
        "payment-failed" => PaymentAsync(shop => shop.Declined),
        "payment-unknown" => BusyAsync("/dashboard/transactions/pay_0000000000000000", "empty-state"),
        "refund-dialog" => RefundAsync(),
        "capture-dialog" => CaptureAsync(),
        "webhooks" => BusyAsync("/dashboard/webhooks", "webhook-logs-table"),
        "webhooks-empty" => EmptyAsync("/dashboard/webhooks", "empty-state"),
        "regenerate-dialog" => DialogAsync("/dashboard/webhooks", "regenerate-secret-button"),
        "delivery" => DeliveryAsync(),
        "docs" => BusyAsync("/dashboard/docs", "code-snippet-webhook"),
        "not-found" => BusyAsync("/dashboard/nothing-here", "empty-state"),
        "account-menu" => MenuAsync(),
        "more-menu" => MoreAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such page."),
    };

    private async Task LogInPageAsync()
    {
        await clerk.GoAsync("/login");
        await clerk.ShowsAsync("sandbox-login-button");
    }

    private async Task RefusedAsync()
    {
        await LogInPageAsync();
        await clerk.TypeLogInAsync("nobody@example.com", "not the password");
        await clerk.ShowsAsync("login-notice");
    }

    private async Task<BusyShop> EnterAsync()
    {
        var shop = await running.BusyShopAsync();
        await running.GiveSessionAsync(clerk, shop.Merchant);
        return shop;
    }

    private async Task BusyAsync(string path, string shows)
    {
        await EnterAsync();
        await OpenAsync(path, shows);
    }

    private async Task EmptyAsync(string path, string shows)
    {
        var merchant = await running.NewMerchantAsync();
        await running.GiveSessionAsync(clerk, merchant);
        await OpenAsync(path, shows == "recent-title" ? "empty-state" : shows);
    }

    private async Task OpenAsync(string path, string shows)
    {
        await clerk.GoAsync(path);
        await clerk.ShowsAsync(shows);
        await clerk.IsLoadedAsync();
    }

    private async Task PaymentAsync(Func<BusyShop, string> which)
    {
        var shop = await EnterAsync();
        await OpenAsync("/dashboard/transactions/" + which(shop), "timeline");
    }

    private async Task OrderAsync()
    {
        await BusyAsync("/dashboard/orders", "orders-table");
        await clerk.FollowAsync(clerk["order-id"].Nth(2));
        await clerk.ShowsAsync("order-detail");
        await clerk.ShowsAsync("payment-link");
    }

    private async Task PendingAsync()
    {
        await BusyAsync("/dashboard/transactions?status=pending", "transactions-table");
        await clerk.FollowAsync(clerk.Rows.First.GetByTestId("payment-id"));
        await clerk.ShowsAsync("timeline");
    }

    private async Task UnfoldedAsync()
    {
        await PaymentAsync(shop => shop.Refunded);
        await clerk["timeline-all"].CheckAsync();
        await clerk["timeline-delivery"].First.Locator("summary").ClickAsync();
        await clerk["raw-json"].Locator("summary").ClickAsync();
        await Expect(clerk["raw-json"].Locator("code")).ToContainTextAsync("amount_refunded");
    }

    private async Task RefundAsync()
    {
        await PaymentAsync(shop => shop.Refunded);
        await clerk["refund-button"].ClickAsync();
        await clerk["refund-partial"].CheckAsync();
        await clerk["refund-amount-input"].FillAsync("250.00");
        await clerk["refund-reason-input"].FillAsync("One bag was stale");
    }

    private async Task CaptureAsync()
    {
        var merchant = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync();
        await running.GiveSessionAsync(clerk, merchant);
        await OpenAsync("/dashboard/transactions/" + payment, "timeline");
        await clerk["capture-button"].ClickAsync();
        await clerk.ShowsAsync("confirm-button");
    }

    private async Task DialogAsync(string path, string button)
    {
        await BusyAsync(path, button);
        await clerk[button].ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    private async Task RotatedAsync()
    {
        await EmptyAsync("/dashboard", "rotate-keys-button");
        await clerk["rotate-keys-button"].ClickAsync();
        await clerk["rotate-confirm-button"].ClickAsync();
        await clerk.ShowsAsync("new-api-secret");
    }

    private async Task DeliveryAsync()
    {
        var shop = await EnterAsync();
        await OpenAsync("/dashboard/webhooks/" + shop.Troubled, "attempt-list");
    }

    private async Task MoreAsync()
    {
        await clerk.Page.SetViewportSizeAsync(360, 780);
        await BusyAsync("/dashboard/webhooks", "webhook-logs-table");
        await clerk["more-button"].ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Link, new() { Name = "Settings" })).ToBeVisibleAsync();
    }

    private async Task MenuAsync()
    {
        await BusyAsync("/dashboard/webhooks", "webhook-logs-table");
        await clerk["account-menu"].Locator("summary").ClickAsync();
        await clerk.ShowsAsync("logout-button");
    }
}
