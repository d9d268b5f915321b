using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PaymentGateway.Tests.Support;

/// <summary>The services of a host that is not started.</summary>
internal sealed class HostServices : IAsyncDisposable
{
    private const string NoRedis = "127.0.0.1:1";

    private readonly IHost _host;

    private HostServices(IHost host, string database) => (_host, Database) = (host, database);

    /// <summary>Its connection string.</summary>
    public string Database { get; }

    /// <param name="host">Api or Worker.</param>
    /// <param name="database">Null: one of its own.</param>
    /// <param name="redis">Null: Redis is away.</param>
    /// <param name="settings">By name, as in the environment; null: none.</param>
    public static async Task<HostServices> CreateAsync(
        Servers servers, string host, string? database = null, string? redis = null, Dictionary<string, string?>? settings = null)
    {
        database ??= await servers.NewDatabaseAsync();
        return new HostServices(HostUnderTest.Create(host, new GatewaySettings { Extra = settings ?? [] }.EnvironmentFor(database, redis ?? NoRedis)), database);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
