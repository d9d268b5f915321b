using Microsoft.Playwright;
using PaymentGateway.AppHost.Local;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A gateway with its checkout, and a browser: what the tests of this folder share.</summary>
[CollectionDefinition(nameof(RunningCheckout))]
public sealed class RunningCheckout : IAsyncLifetime, ICollectionFixture<RunningCheckout>
{
    private readonly Servers _servers;
    private readonly List<HostProcess> _hosts = [];
    private readonly Lazy<Task<string>> _withoutGateway;
    private readonly System.Net.Sockets.TcpListener _silence = new(System.Net.IPAddress.Loopback, 0);
    private IPlaywright _playwright = null!;
    private IBrowser? _browser;

    public RunningCheckout(Servers servers)
    {
        _servers = servers;
        _silence.Start(); // accepts, and never answers
        _withoutGateway = new(() => StartAnotherAsync($"http://{_silence.LocalEndpoint}"));
    }

    internal Gateway Gateway { get; private set; } = null!;

    internal string Address { get; private set; } = "";

    internal string ApiAddress => Gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority);

    /// <summary>What the checkout's process wrote last.</summary>
    internal string Log => _hosts[0].Tail;

    public async ValueTask InitializeAsync()
    {
        Address = NewAddress();
        Gateway = await Gateway.StartAsync(_servers, new GatewaySettings
        {
            ProcessingDelay = 400,
            Extra = new Dictionary<string, string?> { ["Origins__Checkout"] = Address },
        });
        await StartHostAsync(Address, ApiAddress);
        _playwright = await Playwright.CreateAsync();
        _playwright.Selectors.SetTestIdAttribute("data-test-id");
        Assertions.SetDefaultExpectTimeout(15_000);
        if (Chromium() is { } program)
        {
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        }
    }

    /// <summary>A checkout of one's own, which believes the gateway to be at <paramref name="api"/>.</summary>
    internal async Task<string> StartAnotherAsync(string api, bool isSandbox = true)
    {
        var address = NewAddress();
        await StartHostAsync(address, api, isSandbox);
        return address;
    }

    /// <summary>A checkout whose gateway takes every call and never answers.</summary>
    internal Task<string> CheckoutWithoutGatewayAsync() => _withoutGateway.Value;

    internal Task<TestMerchant> NewMerchantAsync() => TestMerchant.CreateAsync(Gateway);

    internal async Task<Shopper> NewShopperAsync(Screen? screen = null)
    {
        Assert.SkipWhen(_browser is null, "needs Chromium: apt-get install chromium, or set CHROMIUM to its path");
        return await Shopper.ComeAsync(_browser, screen ?? Screen.Desktop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright.Dispose();
        _silence.Dispose();
        await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));
        await Gateway.DisposeAsync();
    }

    private static string NewAddress() => $"http://localhost:{HostProcess.FreePort()}";

    private static string? Chromium() => Environment.GetEnvironmentVariable("CHROMIUM")
        ?? HostProcess.Find("chromium") ?? HostProcess.Find("chromium-browser") ?? HostProcess.Find("google-chrome");

    private async Task StartHostAsync(string address, string api, bool isSandbox = true)
    {
        var host = ServiceProcess.Start("Checkout", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address,
            ["ASPNETCORE_ENVIRONMENT"] = isSandbox ? "Development" : "Production",
            ["TEST_MODE"] = isSandbox ? "true" : "false",
            ["services__api__http__0"] = api,
        });
        _hosts.Add(host);
        using var http = new HttpClient();
        await Eventually.BecomesTrueAsync(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri(address + "/alive"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!host.Exited.IsCompleted)
            {
                return false;
            }
        }, "the checkout listens");
    }
}
