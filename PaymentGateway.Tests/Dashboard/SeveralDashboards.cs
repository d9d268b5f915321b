using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Two dashboards with the same keys behind one address, without sticky sessions.</summary>
public sealed class SeveralDashboards(DashboardPairs pairs) : IClassFixture<DashboardPairs>, IAsyncDisposable
{
    private const string Session = "gateway-session";

    private static readonly TimeSpan ShortIdle = TimeSpan.FromSeconds(4);

    private static readonly (string, string) EndsIdleSessions = ("Sessions__LongestIdle", $"{ShortIdle}");

    private static readonly (string, string) RefreshesEarly = ("Sessions__RefreshBefore", "00:14:57"); // 3 s after a log-in

    private readonly List<RoundRobinProxy> _proxies = [];

    [Fact]
    public async Task Pages_work_whichever_dashboard_each_request_reaches()
    {
        var proxy = await StartTwoAsync();
        await using var clerk = await Running.NewClerkAsync(proxy.Address);
        await clerk.GoAsync("/dashboard/webhooks");
        await clerk.TypeLogInAsync(await RunningDashboard.EmailOfAsync(await Running.NewMerchantAsync()), RunningDashboard.Password);
        await clerk.ShowsAsync("webhook-config-form");

        foreach (var link in new[] { "Transactions", "Webhooks", "Overview" })
        {
            await clerk.FollowAsync(link);
            await Expect(clerk.Page.Locator("h1")).ToContainTextAsync(link);
            await clerk.Page.ReloadAsync();
            await Expect(clerk.Page.Locator("h1")).ToContainTextAsync(link);
        }

        Assert.Empty(clerk.Errors);
        Assert.All(proxy.Servers, server => Assert.Contains(proxy.Requests, request => request == $"{server} /_blazor"));
        Assert.DoesNotContain(proxy.Requests, request => request.EndsWith("/negotiate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_refreshed_by_one_dashboard_reach_the_cookie_and_the_pages_of_the_other()
    {
        var proxy = await StartTwoAsync(RefreshesEarly);
        var merchant = await Running.NewMerchantAsync();
        await using var clerk = await LogInAsync(merchant, proxy);
        proxy.SocketServers = [proxy.Servers[1]];
        var other = await OpenAsync(clerk, proxy, "/dashboard/webhooks");
        await MarkAsync(other);
        await other.EvaluateAsync("new BroadcastChannel('session').onmessage = () => document.documentElement.dataset.hasTokens = ''");

        await UntilTheCookieChangesAsync(clerk, clerk.Page);
        await Expect(other.Locator("html[data-has-tokens]")).ToBeAttachedAsync();
        await Running.Gateway.ExecuteAsync($"UPDATE sessions SET refreshed_at = refreshed_at - interval '1 minute' WHERE merchant_id = {merchant.Id.Value}");
        await UntilTheCookieChangesAsync(clerk, other);

        await Expect(Marked(other)).ToBeAttachedAsync();
    }

    [Fact]
    public async Task A_log_out_on_one_dashboard_closes_the_pages_of_the_other()
    {
        var proxy = await StartTwoAsync();
        await using var clerk = await LogInAsync(await Running.NewMerchantAsync(), proxy);
        proxy.SocketServers = [proxy.Servers[1]];
        var other = await OpenAsync(clerk, proxy, "/dashboard/webhooks");

        proxy.Servers = [proxy.Servers[0]];
        await clerk["account-menu"].Locator("summary").ClickAsync();
        await clerk["logout-button"].ClickAsync();

        await clerk.ShowsAsync("login-form");
        await Expect(other.GetByTestId("login-notice")).ToHaveTextAsync("You have been logged out. Log in again to continue.");
    }

    [Fact]
    public async Task A_page_in_use_keeps_its_session_in_the_dashboard_that_gets_no_other_request()
    {
        var proxy = await StartTwoAsync(EndsIdleSessions);
        proxy.SocketServers = [proxy.Servers[1]];
        proxy.Servers = [proxy.Servers[0]];
        await using var clerk = await LogInAsync(await Running.NewMerchantAsync(), proxy);
        await MarkAsync(clerk.Page);
        var started = TimeProvider.System.GetTimestamp();
        var minutes = 0;

        await Eventually.BecomesTrueAsync(async () =>
        {
            await clerk.Page.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(2 * ++minutes).UtcDateTime);
            await clerk.Page.Keyboard.PressAsync("Shift");
            return TimeProvider.System.GetElapsedTime(started) > 3 * ShortIdle;
        }, "three times the idle limit has passed");

        await Expect(Marked(clerk.Page)).ToBeAttachedAsync();
    }

    [Fact]
    public async Task A_page_whose_process_ends_the_session_comes_back_while_the_cookie_is_good()
    {
        var impatient = await pairs.GetAsync(EndsIdleSessions);
        var patient = await pairs.GetAsync();
        var proxy = await StartProxyAsync(patient[0]);
        proxy.SocketServers = [impatient[0]];
        await using var clerk = await LogInAsync(await Running.NewMerchantAsync(), proxy);
        proxy.SocketServers = null; // the next circuit is where the session goes on
        await MarkAsync(clerk.Page);
        await clerk.FollowAsync("Webhooks");

        await Expect(Marked(clerk.Page)).Not.ToBeAttachedAsync();
        await clerk.IsAtAsync("/dashboard/webhooks");
        await clerk.ShowsAsync("webhook-config-form");
    }

    [Fact]
    public async Task A_download_that_another_dashboard_serves_does_not_block_the_page()
    {
        var proxy = await StartTwoAsync();
        var merchant = await Running.NewMerchantAsync();
        await merchant.PaidAsync();
        await using var clerk = await LogInAsync(merchant, proxy);
        proxy.Servers = [proxy.Servers[1]];
        await clerk.FollowAsync("Transactions");

        var download = await clerk.Page.RunAndWaitForDownloadAsync(() => clerk["export-button"].ClickAsync());

        Assert.Contains("pay_", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await clerk.SaysAsync("export-progress", "The download has started. Your browser shows its progress.");
        await Expect(clerk["export-button"]).ToBeEnabledAsync();
    }

    [Fact]
    public async Task An_emptied_redis_logs_nobody_out()
    {
        var proxy = await StartTwoAsync();
        await using var clerk = await LogInAsync(await Running.NewMerchantAsync(), proxy);

        await Running.Gateway.RedisAsync("FLUSHALL");
        await clerk.Page.ReloadAsync();

        await clerk.ShowsAsync("dashboard");
        await clerk.FollowAsync("Webhooks");
        await clerk.ShowsAsync("webhook-config-form");
    }

    [Fact]
    public async Task The_browser_holds_nothing_of_a_session_but_a_cookie_that_nobody_can_read()
    {
        var proxy = await StartTwoAsync(RefreshesEarly);
        var merchant = await Running.NewMerchantAsync();
        await using var clerk = await LogInAsync(merchant, proxy);
        await UntilTheCookieChangesAsync(clerk, clerk.Page);

        var cookies = await clerk.Context.CookiesAsync();
        Assert.All(cookies, cookie => Assert.Contains(cookie.Name, new[] { Session, "gateway-form", "theme", "zone" }));
        var session = cookies.Single(cookie => cookie.Name == Session);
        Assert.True(session.HttpOnly);
        var content = System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(session.Value));
        Assert.DoesNotMatch(@"eyJ[A-Za-z0-9_-]{10,}\.", session.Value + content); // a token of the gateway's
        Assert.DoesNotContain(await RunningDashboard.EmailOfAsync(merchant), content, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await clerk.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }

    private RunningDashboard Running => pairs.Running;

    private async Task<RoundRobinProxy> StartTwoAsync(params (string Name, string Value)[] settings) =>
        await StartProxyAsync(await pairs.GetAsync(settings));

    private async Task<RoundRobinProxy> StartProxyAsync(params string[] servers)
    {
        var proxy = await RoundRobinProxy.StartAsync(servers);
        _proxies.Add(proxy);
        return proxy;
    }

    private async Task<Clerk> LogInAsync(TestMerchant merchant, RoundRobinProxy proxy)
    {
        proxy.SocketServers ??= [proxy.Servers[0]];
        var clerk = await Running.LogInAsync(merchant, proxy.Address);
        await Expect(clerk.Page.Locator("html")).ToHaveAttributeAsync("data-interactive", "true");
        return clerk;
    }

    private static async Task<IPage> OpenAsync(Clerk clerk, RoundRobinProxy proxy, string path)
    {
        var page = await clerk.Context.NewPageAsync();
        await page.GotoAsync(proxy.Address + path);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-interactive", "true");
        return page;
    }

    /// <summary>A page that is loaded again has lost its mark.</summary>
    private static async Task MarkAsync(IPage page) => await page.EvaluateAsync("document.documentElement.dataset.samePage = ''");

    private static ILocator Marked(IPage page) => page.Locator("html[data-same-page]");

    private static Task UntilTheCookieChangesAsync(Clerk clerk, IPage page)
    {
        var links = 0;
        string? first = null;
        return Eventually.BecomesTrueAsync(async () =>
        {
            first ??= await CookieAsync(clerk);
            await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })
                .GetByRole(AriaRole.Link, new() { Name = links++ % 2 == 0 ? "Transactions" : "Webhooks" }).ClickAsync();
            return await CookieAsync(clerk) != first;
        }, "the tokens are refreshed");
    }

    private static async Task<string> CookieAsync(Clerk clerk) =>
        (await clerk.Context.CookiesAsync()).Single(cookie => cookie.Name == Session).Value;
}
