using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using PaymentGateway.AppHost.Local;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>
/// A dashboard as it runs in Production behind a proxy that ends https, for those who come to break in. Who wants to come over
/// https says so in the proxy's name.
/// </summary>
[CollectionDefinition(nameof(GuardedDashboard))]
public sealed class GuardedDashboard(Servers servers, Browsers browsers) : IAsyncLifetime, ICollectionFixture<GuardedDashboard>
{
    public const string Password = "only a test knows this one";

    // A thousand rounds only: what is tested here is not how long a password takes.
    private static readonly Lazy<string> PasswordHash = new(() => new PasswordHasher<Merchant>(
        Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(null!, Password));

    private readonly List<HostProcess> _hosts = [];

    internal Gateway Gateway { get; private set; } = null!;

    internal string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Gateway = await servers.SharedGatewayAsync();
        Address = (await StartAnotherAsync()).Address;
    }

    internal async Task<(string Address, HostProcess Process)> StartAnotherAsync(params (string Name, string Value)[] settings)
    {
        var address = $"http://localhost:{HostProcess.FreePort()}";
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
            ["services__api__http__0"] = Gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority),
            ["services__checkout__http__0"] = "http://localhost:3001",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var process = await ServiceProcess.StartSiteAsync("Dashboard", address, environment);
        _hosts.Add(process);
        return (address, process);
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

    /// <summary>A real browser, logged in by the page; to be closed by the test.</summary>
    internal async Task<IPage> BrowseAsync(string email, string? address = null)
    {
        var context = await (await browsers.GetAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((address ?? Address) + "/login");
        await page.GetByTestId("email-input").FillAsync(email);
        await page.GetByTestId("password-input").FillAsync(Password);
        await page.GetByTestId("login-button").ClickAsync();
        await page.GetByTestId("dashboard").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));
}
