using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Contracts;

/// <summary>The routes that a host maps, read from the host itself.</summary>
internal static class MappedRoutes
{
    /// <summary>Starts the host without a server that listens and without a database: only its routes are read.</summary>
    /// <typeparam name="TMarker">Any type of the host's assembly.</typeparam>
    public static WebApplicationFactory<TMarker> InProcess<TMarker>(
        string environment, params (string Name, string Value)[] settings)
        where TMarker : class => new WebApplicationFactory<TMarker>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment).ConfigureLogging(logging => logging.ClearProviders())
                .UseSetting("ConnectionStrings:gatewaydb", "Host=127.0.0.1;Port=1;Database=none;Username=none")
                .UseSetting("ConnectionStrings:redis", "127.0.0.1:1,connectTimeout=100,connectRetry=0")
                .UseSetting("Security:MasterKey", "a master key that is only for tests, 48 chars..");
            foreach (var (name, value) in settings)
            {
                host.UseSetting(name, value);
            }
        });

    /// <summary>As <c>GET /path/{id}</c>. A route for any method counts as GET.</summary>
    public static IEnumerable<string> Of<TMarker>(WebApplicationFactory<TMarker> host)
        where TMarker : class =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
}
