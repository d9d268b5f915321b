using System.Collections.Concurrent;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>An API whose log is read, and whose merchants are soon over their limit.</summary>
public sealed class LoggedApi(Servers servers) : IAsyncLifetime
{
    /// <summary>Requests that a merchant may send at once.</summary>
    public const int Burst = 5;

    internal Gateway Gateway { get; private set; } = null!;

    internal ConcurrentQueue<string> Log { get; } = new();

    public async ValueTask InitializeAsync() => Gateway = await Gateway.StartAsync(servers, new()
    {
        Workers = 0,
        Log = Log.Enqueue,
        Extra = new Dictionary<string, string?>
        {
            ["RateLimits__Enabled"] = "true",
            ["RateLimits__KeyBurst"] = $"{Burst}",
            ["RateLimits__KeyPerSecond"] = "1",
        },
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
