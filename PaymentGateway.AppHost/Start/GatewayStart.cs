using Microsoft.Extensions.Configuration.Memory;

namespace PaymentGateway.AppHost.Start;

/// <summary>What is decided before the model is built. Nothing of it is published.</summary>
internal sealed class GatewayStart : IDisposable
{
    private const string DevelopmentMasterKey = "development only: this key is public and protects nothing";
    private const int DashboardPort = 15170;

    private GatewayStart(StartOptions options) => Options = options;

    public StartOptions Options { get; }

    /// <summary>Null when the model is published.</summary>
    public DataFolder? Folder { get; private init; }

    /// <summary>Listen on ports that people know: neither in tests, which run side by side, nor for several processes of one kind.</summary>
    public bool HasKnownPorts => !Options.IsTemporary && !Options.IsPublishing;

    public bool UsesContainers => Options.IsPublishing || OperatingSystem.IsWindows() || ContainerEngine.IsRunning;

    public static GatewayStart From(string[] arguments)
    {
        var options = StartOptions.Parse(arguments);
        if (!options.IsTemporary)
        {
            SmallFootprint.Apply(); // not in a test's process, whose other children would inherit it
        }

        return new GatewayStart(options) { Folder = options.IsPublishing ? null : new DataFolder(options) };
    }

    public IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = DistributedApplication.CreateBuilder([.. Options.Aspire, .. Options.IsPublishing ? [] : AspireSettings()]);
        // Of the lowest rank: any other configuration wins.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults() });
        return builder;
    }

    /// <summary>Null where Aspire chooses the port. A published model names the usual one.</summary>
    public int? Port(string name, int usual) =>
        HasKnownPorts ? Ports.Public(name, usual) : Options.IsTemporary ? null : usual;

    public int? ServerPort(string name, int usual) => HasKnownPorts ? Ports.Server(name, usual) : null;

    /// <summary>A volume belongs to a data folder, as its password does; null when the data is temporary.</summary>
    public string? VolumeName(string server) => Options.IsTemporary
        ? null
        : $"payment-gateway-{server}{(Folder is null ? "" : $"-{Folder.Kept("volumes")}")}";

    public void Dispose() => Folder?.Dispose();

    private static string? Environment(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private Dictionary<string, string?> Defaults()
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Aspire.Hosting.Dcp"] = "Warning",
            ["Parameters:postgresuser"] = "gateway_user",
        };
        if (Folder is not null)
        {
            defaults["Parameters:postgrespassword"] = Folder.Kept("postgres.password");
            defaults["Parameters:redispassword"] = Folder.Kept("redis.password");
            defaults["Parameters:masterkey"] = Environment("Security__MasterKey") ?? DevelopmentMasterKey;
        }

        return defaults;
    }

    // An IDE or the aspire command may have set addresses in the environment; those stay.
    private IEnumerable<string> AspireSettings()
    {
        yield return "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true";
        yield return "--ASPIRE_VERSION_CHECK_DISABLED=true";
        yield return "--ASPIRE_DASHBOARD_TELEMETRY_OPTOUT=true";
        if (!HasKnownPorts)
        {
            yield return $"--ASPNETCORE_URLS=http://localhost:{Ports.Free()}";
        }
        else if (Environment("ASPNETCORE_URLS") is not { } urls || Environment("ASPIRE_PORT") is not null
            || urls == $"http://localhost:{DashboardPort}")
        {
            yield return $"--ASPNETCORE_URLS=http://localhost:{Ports.Public("aspire", DashboardPort)}";
        }

        foreach (var name in new[] { "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL" })
        {
            if (Environment(name) is null)
            {
                yield return $"--{name}=http://localhost:{Ports.Free()}";
            }
        }
    }
}
