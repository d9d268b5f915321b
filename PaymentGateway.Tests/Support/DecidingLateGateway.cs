namespace PaymentGateway.Tests.Support;

/// <summary>A gateway that gives a bank two seconds for a decision.</summary>
public sealed class DecidingLateGateway(Servers servers) : IAsyncLifetime
{
    internal TimeSpan Timeout { get; } = TimeSpan.FromSeconds(2);

    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await Gateway.StartAsync(servers, new GatewaySettings
    {
        ProcessingDelay = 0,
        Extra = new Dictionary<string, string?> { ["TEST_DECISION_TIMEOUT"] = $"{Timeout.TotalMilliseconds}" },
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
