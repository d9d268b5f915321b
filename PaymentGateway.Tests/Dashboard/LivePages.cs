using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What changes is shown without a reload. A second is promised; a busy machine is given three.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class LivePages(RunningDashboard running)
{
    private const float Soon = 3000;

    [Fact]
    public async Task A_payment_appears_and_settles_on_every_page_that_shows_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await running.NewMerchantAsync(receiver.Url);
        await using var clerk = await running.LogInAsync(merchant);
        await Expect(clerk["live-status"]).ToHaveTextAsync("Live");
        var list = await OpenAsync(clerk, "/dashboard/transactions", "empty-state");
        var webhooks = await OpenAsync(clerk, "/dashboard/webhooks", "empty-state");

        var id = await merchant.PayAsync("delay.300000@sim");
        await Expect(clerk["recent-payments"]).ToContainTextAsync("Pending", new() { Timeout = Soon });
        await clerk.SaysAsync("total-transactions", "1");
        await Expect(list.GetByTestId("payment-id")).ToHaveTextAsync(id, new() { Timeout = Soon });
        await Expect(list.GetByTestId("status")).ToHaveTextAsync("Pending");
        await Expect(webhooks.GetByTestId("webhook-log-item")).ToHaveCountAsync(2);
        var detail = await OpenAsync(clerk, "/dashboard/transactions/" + id, "timeline");

        await merchant.AdvanceAsync(TimeSpan.FromMinutes(5));
        await merchant.SettledAsync(id);
        await Expect(detail.GetByTestId("status")).ToHaveTextAsync("Success", new() { Timeout = Soon });
        await Expect(list.GetByTestId("status")).ToHaveTextAsync("Success", new() { Timeout = Soon });
        await Expect(clerk["total-amount"]).ToHaveTextAsync("₹500.00", new() { Timeout = Soon });
        await Expect(webhooks.GetByTestId("webhook-log-item")).ToHaveCountAsync(3);
    }

    private static async Task<IPage> OpenAsync(Clerk clerk, string path, string shows)
    {
        var page = await clerk.Context.NewPageAsync();
        await page.GotoAsync(new Uri(new Uri(clerk.Page.Url), path).ToString());
        await Expect(page.GetByTestId(shows)).ToBeVisibleAsync();
        await Expect(page.GetByTestId("live-status")).ToHaveTextAsync("Live");
        return page;
    }
}
