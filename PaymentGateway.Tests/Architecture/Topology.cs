using System.Collections.Immutable;

namespace PaymentGateway.Tests.Architecture;

/// <summary>One of our own processes: what it is called, what it needs, where it is found.</summary>
internal sealed record Service(string Name, string Project, string Purpose)
{
    public ImmutableArray<string> Arguments { get; init; } = [];
    public int? Port { get; init; }
    public bool NeedsServers { get; init; }
    public ImmutableArray<string> Calls { get; init; } = [];

    /// <summary>Browsers come to the API from these, and from nowhere else.</summary>
    public ImmutableArray<string> Origins { get; init; } = [];
}

/// <summary>The same resources, ports and references as AppHost.cs and aspire-manifest.json; a test compares them.</summary>
internal static class Topology
{
    public static readonly Service Migrations =
        new("migrations", "PaymentGateway.Worker", "the schema") { Arguments = ["migrate"], NeedsServers = true };

    public static readonly ImmutableArray<Service> Services =
    [
        new("api", "PaymentGateway.Api", "REST API, reference at /scalar")
        {
            Port = 8000,
            NeedsServers = true,
            Origins = ["Dashboard", "Checkout"],
        },
        new("worker", "PaymentGateway.Worker", "background jobs") { NeedsServers = true },
        new("dashboard", "PaymentGateway.Dashboard", "a merchant's window") { Port = 3000, Calls = ["api", "checkout"] },
        new("checkout", "PaymentGateway.Checkout", "the payer's side, checkout.js") { Port = 3001, Calls = ["api"] },
    ];

    /// <summary>The environment of one service, given where the servers and the other services are.</summary>
    public static Dictionary<string, string?> EnvironmentOf(
        Service service, string? ownUrl, string postgres, string redis, IReadOnlyDictionary<string, string> urls)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = Mode("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"),
            ["DOTNET_ENVIRONMENT"] = Mode("DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"),
            ["ASPNETCORE_URLS"] = ownUrl, // none takes away the one of our own launch profile
            ["OTEL_SERVICE_NAME"] = service.Name,
        };
        if (service.NeedsServers)
        {
            environment["ConnectionStrings__gatewaydb"] = postgres;
            environment["ConnectionStrings__redis"] = redis;
        }

        foreach (var callee in service.Calls)
        {
            environment[$"services__{callee}__http__0"] = urls[callee];
        }

        foreach (var origin in service.Origins)
        {
            environment[$"Origins__{origin}"] = urls[origin.ToLowerInvariant()];
        }

        return environment;

        static string Mode(string variable, string other) => Environment.GetEnvironmentVariable(variable)
            ?? Environment.GetEnvironmentVariable(other) ?? "Development";
    }
}
