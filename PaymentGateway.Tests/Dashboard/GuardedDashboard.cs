using Microsoft.Playwright;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>
/// A dashboard as it runs in Production behind a proxy that ends https, for those who come to break in. Who wants to come over
/// https says so in the proxy's name.
/// </summary>
[CollectionDefinition(nameof(GuardedDashboard))]
public sealed class GuardedDashboard : IAsyncLifetime, ICollectionFixture<GuardedDashboard>
{
    public const string Password = "only a test knows this one";

    private static readonly Lazy<string> PasswordHash = new(() => MerchantPasswords.Hash(null!, Password));

    private readonly Servers _servers;
    private readonly Browsers _browsers;
    private readonly Lazy<Task<string>> _impatient;
    private readonly List<InProcessHost> _hosts = [];

    public GuardedDashboard(Servers servers, Browsers browsers)
    {
        (_servers, _browsers) = (servers, browsers);
        _impatient = new(ImpatientAgainAsync);
    }

    /// <summary>
    /// Of a session of the impatient dashboard. These are waited for: a dashboard counts by its own clock, which no
    /// test can move, and the tests allow for a second more or less.
    /// </summary>
    internal static TimeSpan LongestIdle { get; } = TimeSpan.FromSeconds(4);

    internal static TimeSpan LongestLife { get; } = TimeSpan.FromSeconds(7);

    internal Gateway Gateway { get; private set; } = null!;

    internal string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Gateway = await _servers.SharedGatewayAsync();
        Address = await StartAnotherAsync();
    }

    /// <summary>Where one whose sessions end after seconds is.</summary>
    internal Task<string> ImpatientAsync() => _impatient.Value;

    /// <summary>Another one, which knows nothing of the first but its keys.</summary>
    internal Task<string> ImpatientAgainAsync() => StartAnotherAsync(
        ("Sessions__LongestIdle", $"{LongestIdle}"), ("Sessions__LongestLife", $"{LongestLife}"));

    internal async Task<string> StartAnotherAsync(params (string Name, string Value)[] settings)
    {
        var address = $"http://localhost:{HostProcess.FreePort()}";
        _hosts.Add(await InProcessHost.StartAsync("Dashboard", SettingsOf(address, settings)));
        return address;
    }

    /// <summary>One in a process of its own, for a test that measures it.</summary>
    internal async Task<(string Address, HostProcess Process)> StartProcessAsync()
    {
        var address = $"http://localhost:{HostProcess.FreePort()}";
        return (address, await ServiceProcess.StartSiteAsync("Dashboard", address, SettingsOf(address)));
    }

    /// <summary>A merchant whose people may log in with <see cref="Password"/>.</summary>
    internal async Task<(TestMerchant Merchant, string Email)> NewMerchantAsync(string? webhookUrl = null)
    {
        var merchant = await TestMerchant.CreateAsync(Gateway, webhookUrl);
        await Gateway.ExecuteAsync($"UPDATE merchants SET password_hash = {PasswordHash.Value} WHERE id = {merchant.Id.Value}");
        var email = await Gateway.ScalarAsync<string>($"""SELECT email AS "Value" FROM merchants WHERE id = {merchant.Id.Value}""");
        return (merchant, email);
    }

    internal Visitor NewVisitor(bool overHttps = false, string? address = null) => new(address ?? Address, overHttps);

    /// <summary>Somebody of a new merchant who has logged in.</summary>
    internal async Task<Visitor> LoggedInAsync(bool overHttps = false, string? address = null)
    {
        var (_, email) = await NewMerchantAsync();
        var visitor = NewVisitor(overHttps, address);
        Assert.Equal(302, (await visitor.LogInAsync(email, Password)).Status);
        return visitor;
    }

    /// <summary>A real browser in which somebody has just logged in; to be closed by the test.</summary>
    internal async Task<IPage> BrowseAsync(string email, string? address = null)
    {
        var page = await PressLogInAsync(email, address ?? Address);
        await page.GetByTestId("dashboard").WaitForAsync();
        return page;
    }

    internal async Task<IPage> PressLogInAsync(string email, string address)
    {
        var context = await (await _browsers.GetAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(address + "/login");
        await page.GetByTestId("email-input").FillAsync(email);
        await page.GetByTestId("password-input").FillAsync(Password);
        await page.GetByTestId("login-button").ClickAsync();
        return page;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));

    private Dictionary<string, string?> SettingsOf(string address, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
            ["services__api__http__0"] = Gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority),
            ["services__checkout__http__0"] = "http://localhost:3001",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return environment;
    }
}
