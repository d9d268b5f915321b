using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A gateway on a PostgreSQL that its tests silence, and wake up again.</summary>
public sealed class SilencedGateway(Servers servers) : IAsyncLifetime
{
    internal OwnPostgres Postgres { get; private set; } = null!;

    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Postgres = await OwnPostgres.StartAsync(servers);
        Gateway = await Gateway.StartAsync(
            servers, new() { ProcessingDelay = 1500 }, Postgres.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
