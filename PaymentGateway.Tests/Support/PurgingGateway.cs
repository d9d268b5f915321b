namespace PaymentGateway.Tests.Support;

/// <summary>A gateway whose worker purges all the time, in batches so small that it needs several.</summary>
public sealed class PurgingGateway(Servers servers) : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await Gateway.StartAsync(servers, new GatewaySettings
    {
        ProcessingDelay = 0,
        FastRetries = false, // what is refused stays pending for as long as a test takes
        Extra = new Dictionary<string, string?> { ["Retention__Period"] = "00:00:00.100", ["Retention__BatchSize"] = "5" },
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
