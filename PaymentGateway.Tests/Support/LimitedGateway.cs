namespace PaymentGateway.Tests.Support;

/// <summary>One API with small limits, shared by the tests of a collection. Nobody works its jobs off.</summary>
public sealed class LimitedGateway(Servers servers) : IAsyncLifetime
{
    /// <summary>The source address whose word about other addresses is taken.</summary>
    internal const string Proxy = "127.9.9.9";

    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await Gateway.StartAsync(servers, new GatewaySettings
    {
        Workers = 0,
        Extra = new Dictionary<string, string?>
        {
            ["RateLimits__Enabled"] = "true",
            ["RateLimits__KeyPerSecond"] = "2",
            ["RateLimits__KeyBurst"] = "20",
            ["RateLimits__AddressPerSecond"] = "5",
            ["Proxies__Trusted"] = $"10.20.30.0/24, {Proxy}",
        },
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
