using Microsoft.Playwright;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A gateway with its dashboard, and a browser: what the tests of this folder share.</summary>
[CollectionDefinition(nameof(RunningDashboard))]
public sealed class RunningDashboard : IAsyncLifetime, ICollectionFixture<RunningDashboard>
{
    public const string Password = "correct horse battery staple";

    private static readonly Lazy<string> PasswordHash = new(() => MerchantPasswords.Hash(null!, Password));

    private readonly Servers _servers;
    private readonly Browsers _browsers;
    private readonly Lazy<Task<BusyShop>> _busyShop;
    private readonly List<InProcessHost> _hosts = [];

    public RunningDashboard(Servers servers, Browsers browsers)
    {
        (_servers, _browsers) = (servers, browsers);
        _busyShop = new(() => BusyShop.OpenAsync(this));
    }

    internal Gateway Gateway { get; private set; } = null!;

    internal string Address { get; private set; } = "";

    internal Uri Api => Gateway.ApiAddresses[0];

    /// <summary>What the dashboard logged last.</summary>
    internal string Log => _hosts[0].Tail;

    public async ValueTask InitializeAsync()
    {
        Address = NewAddress();
        Gateway = await Gateway.StartAsync(_servers, new GatewaySettings
        {
            ProcessingDelay = 300,
            Extra = new Dictionary<string, string?> { ["Origins__Dashboard"] = Address },
        });
        await StartAnotherAsync(Address, Api);
    }

    /// <summary>A dashboard of one's own, which believes the gateway to be at <paramref name="api"/>.</summary>
    internal async Task StartAnotherAsync(string address, Uri api, params (string Name, string Value)[] settings) =>
        _hosts.Add(await InProcessHost.StartAsync("Dashboard", SettingsOf(address, api, settings)));

    /// <summary>One in a process of its own, for a test that kills it.</summary>
    internal static Task<HostProcess> StartProcessAsync(string address, Uri api) =>
        ServiceProcess.StartSiteAsync("Dashboard", address, SettingsOf(address, api));

    internal static string NewAddress() => $"http://localhost:{HostProcess.FreePort()}";

    /// <summary>A merchant whose people may log in with <see cref="Password"/>.</summary>
    internal Task<TestMerchant> NewMerchantAsync(string? webhookUrl = null) => NewMerchantAsync(Gateway, webhookUrl);

    internal static async Task<TestMerchant> NewMerchantAsync(Gateway gateway, string? webhookUrl = null)
    {
        var merchant = await TestMerchant.CreateAsync(gateway, webhookUrl);
        await gateway.ExecuteAsync($"UPDATE merchants SET password_hash = {PasswordHash.Value} WHERE id = {merchant.Id.Value}");
        return merchant;
    }

    internal static Task<string> EmailOfAsync(TestMerchant merchant) =>
        merchant.Gateway.ScalarAsync<string>($"""SELECT email AS "Value" FROM merchants WHERE id = {merchant.Id.Value}""");

    /// <summary>A shop with a past, for looking at; tests that change something bring their own.</summary>
    internal Task<BusyShop> BusyShopAsync() => _busyShop.Value;

    /// <summary>Somebody before the log-in page.</summary>
    internal async Task<Clerk> NewClerkAsync(string? address = null) =>
        await Clerk.ComeAsync(await _browsers.GetAsync(), address ?? Address);

    /// <summary>Somebody of this merchant who has just logged in.</summary>
    internal async Task<Clerk> LogInAsync(TestMerchant merchant, string? address = null)
    {
        var clerk = await NewClerkAsync(address);
        await GiveSessionAsync(clerk, merchant, address);
        await clerk.GoAsync("/dashboard");
        await clerk.ShowsAsync("dashboard");
        return clerk;
    }

    /// <summary>Gives a browser the cookies of a log-in; how a person types it is tested by <see cref="LoggingIn"/>.</summary>
    internal async Task GiveSessionAsync(Clerk clerk, TestMerchant merchant, string? address = null)
    {
        using var visitor = new Visitor(address ?? Address, overHttps: false);
        Assert.Equal(302, (await visitor.LogInAsync(await EmailOfAsync(merchant), Password)).Status);
        await clerk.Context.AddCookiesAsync(visitor.Cookies.Select(cookie => new Cookie
        {
            Name = cookie.Key,
            Value = cookie.Value,
            Url = address ?? Address,
            HttpOnly = true,
            SameSite = SameSiteAttribute.Lax,
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (_busyShop.IsValueCreated)
        {
            await (await _busyShop.Value).DisposeAsync();
        }

        await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));
        await Gateway.DisposeAsync();
    }

    private static Dictionary<string, string?> SettingsOf(string address, Uri api, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["services__api__http__0"] = api.GetLeftPart(UriPartial.Authority),
            ["services__checkout__http__0"] = "http://localhost:3001",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return environment;
    }
}
