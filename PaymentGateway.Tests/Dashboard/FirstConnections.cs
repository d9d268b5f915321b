using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A page does nothing before its first connection. One that gets none says so.</summary>
[Collection(nameof(RunningDashboard))]
public sealed class FirstConnections(RunningDashboard running)
{
    private static readonly string Nothing = RunningDashboard.NewAddress();

    [Fact]
    public async Task A_page_whose_first_connection_fails_is_loaded_again()
    {
        await using var proxy = await StartProxyAsync();
        proxy.SocketServers = [.. proxy.Servers, Nothing]; // the first goes to nobody
        await using var clerk = await OpenAsync(proxy);

        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-interactive", "true");
        await Expect(LostConnection(clerk)).ToBeHiddenAsync();
        Assert.Equal(2, PagesOf(proxy));
    }

    [Fact]
    public async Task One_that_fails_again_waits_until_somebody_asks_for_another()
    {
        await using var proxy = await StartProxyAsync();
        proxy.SocketServers = [Nothing];
        await using var clerk = await OpenAsync(proxy);
        var again = LostConnection(clerk).GetByRole(AriaRole.Button, new() { Name = "Try again" });

        await Expect(again).ToBeVisibleAsync();
        await Expect(LostConnection(clerk)).ToContainTextAsync("Can't reach the dashboard.");
        await Expect(LostConnection(clerk).Locator(".when-trying")).ToBeHiddenAsync();
        await Eventually.BecomesTrueAsync(() => SessionChecksOf(proxy) >= 4, "the page has looked whether its session goes on, and not reloaded");
        Assert.Equal(2, PagesOf(proxy));
        proxy.SocketServers = null;
        await again.ClickAsync();

        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-interactive", "true");
        await Expect(LostConnection(clerk)).ToBeHiddenAsync();
    }

    private static int PagesOf(RoundRobinProxy proxy) => proxy.Requests.Count(request => request.EndsWith(" /dashboard", StringComparison.Ordinal));

    private static int SessionChecksOf(RoundRobinProxy proxy) => proxy.Requests.Count(request => request.EndsWith(" /session", StringComparison.Ordinal));

    private static ILocator LostConnection(Clerk clerk) => clerk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" });

    private async Task<RoundRobinProxy> StartProxyAsync()
    {
        var address = RunningDashboard.NewAddress();
        await running.StartAnotherAsync(address, running.Api, ("Proxies__Trusted", "127.0.0.1, ::1"));
        return await RoundRobinProxy.StartAsync(address);
    }

    private async Task<Clerk> OpenAsync(RoundRobinProxy proxy)
    {
        var clerk = await running.NewClerkAsync(proxy.Address);
        await running.GiveSessionAsync(clerk, await running.NewMerchantAsync(), proxy.Address);
        await clerk.GoAsync("/dashboard");
        return clerk;
    }
}
