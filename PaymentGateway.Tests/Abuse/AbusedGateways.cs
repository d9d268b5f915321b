using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>Two gateways that are only ever asked wrongly: as a developer runs it, and as it runs where money is real.</summary>
public sealed class AbusedGateways(Servers servers) : IAsyncLifetime
{
    internal const string Checkout = "https://pay.example";
    internal const string Dashboard = "https://dashboard.example";

    private readonly List<Gateway> _gateways = [];

    internal Stage Development { get; private set; } = null!;

    internal Stage Production { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Development = await StartAsync(new()
        {
            Workers = 0,
            Extra = new Dictionary<string, string?> { ["Origins__Checkout"] = Checkout, ["Origins__Dashboard"] = Dashboard },
        });
        Production = await StartAsync(new()
        {
            Workers = 0,
            TestMode = false,
            Environment = "Production",
            Extra = new Dictionary<string, string?> { ["RateLimits__Enabled"] = "false" }, // its refusals would hide the others
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }
    }

    private async Task<Stage> StartAsync(GatewaySettings settings)
    {
        var gateway = await Gateway.StartAsync(servers, settings);
        _gateways.Add(gateway);
        return await Stage.SetAsync(gateway);
    }
}

/// <summary>Its tests run one after the other: each says that nothing has changed.</summary>
[CollectionDefinition(Name)]
public sealed class Abused : ICollectionFixture<AbusedGateways>
{
    public const string Name = "Abused";
}
