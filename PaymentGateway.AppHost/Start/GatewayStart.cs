using Microsoft.Extensions.Configuration.Memory;

namespace PaymentGateway.AppHost.Start;

/// <summary>What is decided before the model is built. Nothing of it becomes part of the manifest.</summary>
internal sealed class GatewayStart : IDisposable
{
    private const string DevelopmentMasterKey = "development only: this key is public and protects nothing";

    private readonly Lazy<bool> _hasEngine = new(ContainerEngine.IsRunning);

    public GatewayStart(string[] arguments)
    {
        Options = StartOptions.Parse(arguments);
        Folder = Options.IsPublishing ? null : new DataFolder(Options);
    }

    public StartOptions Options { get; }

    /// <summary>Null when the model is published.</summary>
    public DataFolder? Folder { get; }

    public bool UsesContainers => Options.IsPublishing || OperatingSystem.IsWindows() || _hasEngine.Value;

    public IDistributedApplicationBuilder CreateBuilder()
    {
        string[] arguments = [.. Folder is null ? [] : AspireSettings(), .. Options.Aspire];
        var builder = DistributedApplication.CreateBuilder(arguments);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults() });
        return builder;
    }

    /// <summary>Null where Aspire chooses the port. The manifest names the usual one.</summary>
    public int? Port(string name, int usual) =>
        Options.IsPublishing ? usual : Options.IsTemporary ? null : Ports.Public(name, usual);

    public int? ServerPort(string name, int usual) =>
        Options.IsPublishing || Options.IsTemporary ? null : Ports.Server(name, usual);

    /// <summary>A volume belongs to a data folder, as its password does; null when the data is temporary.</summary>
    public string? VolumeName(string server) => Options.IsTemporary
        ? null
        : $"payment-gateway-{server}{(Folder is null ? "" : $"-{Folder.Kept("volumes")}")}";

    public void Dispose() => Folder?.Dispose();

    // Of the lowest rank: any other configuration wins.
    private Dictionary<string, string?> Defaults()
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Aspire.Hosting.Dcp"] = "Warning",
            // A refused start cancels Aspire's, which would be logged with its stack trace. Run() throws what fails.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
            ["Parameters:postgresuser"] = "gateway_user",
        };
        if (Folder is not null)
        {
            defaults["Parameters:postgrespassword"] = Folder.Kept("postgres.password");
            defaults["Parameters:redispassword"] = Folder.Kept("redis.password");
            defaults["Parameters:masterkey"] =
                Value("Security__MasterKey") ?? (Sandbox.IsDevelopment ? DevelopmentMasterKey : null);
        }

        return defaults;
    }

    // An IDE or the aspire command may have set addresses in the environment; those stay.
    private IEnumerable<string> AspireSettings()
    {
        var url = Options.IsTemporary ? $"http://localhost:{Ports.Free()}" : Value("ASPNETCORE_URLS");
        yield return url is null or "http://localhost:15170"
            ? $"--ASPNETCORE_URLS=http://localhost:{Ports.Public("aspire", 15170)}"
            : $"--ASPNETCORE_URLS={url}";
        foreach (var name in new[] { "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL" })
        {
            yield return $"--{name}={Value(name) ?? $"http://localhost:{Ports.Free()}"}";
        }

        yield return "--environment=Development"; // of Aspire itself: telemetry every second instead of every minute
        yield return "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true";
        yield return "--ASPIRE_VERSION_CHECK_DISABLED=true";
        yield return "--ASPIRE_DASHBOARD_TELEMETRY_OPTOUT=true";
    }

    private static string? Value(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
