using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A page that gets no changes any more says so, and shows them when it can.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class LosingTheConnection(RunningDashboard running)
{
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
        await Expect(clerk["problem"]).ToContainTextAsync("Can't reach the gateway.", new() { Timeout = 60_000 });
        var id = await merchant.PaidAsync();
        wire.Mend();

        await Expect(clerk["live-status"]).ToHaveTextAsync("Live");
        await clerk.SaysAsync("payment-id", id);
    }

    [Fact]
    public async Task A_page_whose_dashboard_is_restarted_says_so_and_comes_back_without_a_log_in()
    {
        var address = RunningDashboard.NewAddress();
        await using var host = await RunningDashboard.StartProcessAsync(address, running.Api);
        await using var clerk = await running.LogInAsync(await running.NewMerchantAsync(), address);

        host.Kill();
        await Expect(clerk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" })).ToBeVisibleAsync();
        await host.Exited;
        await using var again = await RunningDashboard.StartProcessAsync(address, running.Api);

        await Expect(clerk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" })).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await clerk.IsAtAsync("/dashboard");
        await clerk.FollowAsync("Webhooks");
        await clerk.ShowsAsync("webhook-config-form");
    }
}
