using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>The services of an API that is not started, on a database of its own and without Redis.</summary>
internal sealed class ApiServices : IAsyncDisposable
{
    private readonly IHost _host;

    private ApiServices(IHost host, string database) => (_host, Database) = (host, database);

    /// <summary>Its connection string.</summary>
    public string Database { get; }

    public static async Task<ApiServices> CreateAsync(Servers servers)
    {
        var database = await servers.NewDatabaseAsync();
        return new ApiServices(HostUnderTest.Create("Api", new GatewaySettings().EnvironmentFor(database, redis: "127.0.0.1:1")), database);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
