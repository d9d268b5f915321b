using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A gateway with the intervals of production, where circuits open, and the private addresses of a sandbox.</summary>
public sealed class PatientGateway(Servers servers) : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Gateway = await Gateway.StartAsync(servers, new GatewaySettings { OwnProcesses = OwnProcesses.Worker, FastRetries = false });

    internal Task<TestMerchant> NewMerchantAsync(string webhookUrl) => TestMerchant.CreateAsync(Gateway, webhookUrl);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PatientTests : ICollectionFixture<PatientGateway>
{
    public const string Name = "Patient";
}
