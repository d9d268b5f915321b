using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A gateway with its checkout, and a browser: what the tests of this folder share.</summary>
[CollectionDefinition(nameof(RunningCheckout))]
public sealed class RunningCheckout : IAsyncLifetime, ICollectionFixture<RunningCheckout>
{
    private readonly Servers _servers;
    private readonly List<InProcessHost> _hosts = [];
    private readonly Lazy<Task<string>> _withoutGateway;
    private readonly System.Net.Sockets.TcpListener _silence = new(System.Net.IPAddress.Loopback, 0);
    private readonly Browsers _browsers;

    public RunningCheckout(Servers servers, Browsers browsers)
    {
        (_servers, _browsers) = (servers, browsers);
        _silence.Start(); // accepts, and never answers
        _withoutGateway = new(() => StartAnotherAsync($"http://{_silence.LocalEndpoint}"));
    }

    internal Gateway Gateway { get; private set; } = null!;

    internal string Address { get; private set; } = "";

    internal string ApiAddress => Gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority);

    /// <summary>What the checkout logged last.</summary>
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

    internal async Task<Shopper> NewShopperAsync(Screen? screen = null) =>
        await Shopper.ComeAsync(await _browsers.GetAsync(), screen ?? Screen.Desktop);

    /// <summary>A shopper on the page by itself, which can be used.</summary>
    internal async Task<Shopper> OpenPageAsync(string order, string query = "")
    {
        var shopper = await NewShopperAsync();
        await shopper.Page.GotoAsync($"{Address}/checkout?order_id={order}{query}");
        await Expect(shopper.Checkout.Pay).ToBeEnabledAsync();
        return shopper;
    }

    public async ValueTask DisposeAsync()
    {
        _silence.Dispose();
        await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));
        await Gateway.DisposeAsync();
    }

    private static string NewAddress() => $"http://localhost:{HostProcess.FreePort()}";

    private async Task StartHostAsync(string address, string api, bool isSandbox = true)
    {
        _hosts.Add(await InProcessHost.StartAsync("Checkout", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address,
            ["ASPNETCORE_ENVIRONMENT"] = isSandbox ? "Development" : "Production",
            ["TEST_MODE"] = isSandbox ? "true" : "false",
            ["services__api__http__0"] = api,
        }));
    }
}
