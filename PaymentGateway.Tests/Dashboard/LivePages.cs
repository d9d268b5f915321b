using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What changes is shown without a reload. A second is promised; a busy machine is given three.</summary>
[Collection(Alone.Name)]
public sealed class LivePages(RunningDashboard running) : IClassFixture<RunningDashboard>
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

        var id = await merchant.PayAsync("delay.4000@sim");
        await Expect(clerk["recent-payments"]).ToContainTextAsync("pending", new() { Timeout = Soon });
        await clerk.SaysAsync("total-transactions", "1");
        await Expect(list.GetByTestId("payment-id")).ToHaveTextAsync(id, new() { Timeout = Soon });
        await Expect(list.GetByTestId("status")).ToHaveTextAsync("pending");
        await Expect(webhooks.GetByTestId("webhook-log-item")).ToHaveCountAsync(2);
        var detail = await OpenAsync(clerk, "/dashboard/transactions/" + id, "timeline");

        await merchant.SettledAsync(id);
        await Expect(detail.GetByTestId("status")).ToHaveTextAsync("success", new() { Timeout = Soon });
        await Expect(list.GetByTestId("status")).ToHaveTextAsync("success", new() { Timeout = Soon });
        await Expect(clerk["total-amount"]).ToHaveTextAsync("₹500.00", new() { Timeout = Soon });
        await Expect(webhooks.GetByTestId("webhook-log-item")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task When_the_gateway_is_away_the_page_says_so_and_catches_up_by_itself()
    {
        using var wire = new Wire(running.Api);
        var address = RunningDashboard.NewAddress();
        await running.StartAnotherAsync(address, wire.Address);
        var merchant = await running.NewMerchantAsync();
        await using var clerk = await running.LogInAsync(merchant, address);
        await Expect(clerk["live-status"]).ToHaveTextAsync("Live");

        wire.Cut();
        await Expect(clerk["live-status"]).ToHaveTextAsync("Reconnecting …");
        await clerk.FollowAsync("Transactions");
        await Expect(clerk["problem"]).ToContainTextAsync("The gateway does not answer at the moment.", new() { Timeout = 60_000 });
        var id = await merchant.PaidAsync();
        wire.Mend();

        await Expect(clerk["live-status"]).ToHaveTextAsync("Live");
        await clerk.SaysAsync("payment-id", id);
    }

    [Fact]
    public async Task When_the_dashboard_is_away_the_page_says_so_and_comes_back()
    {
        var address = RunningDashboard.NewAddress();
        await using var host = await RunningDashboard.StartProcessAsync(address, running.Api);
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync(), address);

        host.Kill();
        await Expect(clerk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" })).ToBeVisibleAsync();
        await host.Exited;
        await using var again = await RunningDashboard.StartProcessAsync(address, running.Api);

        await Expect(clerk["login-form"]).ToBeVisibleAsync(new() { Timeout = 60_000 }); // sessions end with the process
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
