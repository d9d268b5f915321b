using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Worker.Commands;

/// <summary>What a command needs of the worker: its settings and the database. No Redis, no loop, and no log.</summary>
internal static class CommandHost
{
    private const int PoolSize = 5;

    /// <param name="arguments">Settings.</param>
    /// <param name="usesKeys">Whether the command encrypts a secret: then the master key must be set.</param>
    /// <param name="dataFolder">Of the AppHost, for commands without settings of their own.</param>
    public static IHost Create(string[] arguments, string contentRoot, bool usesKeys, string dataFolder)
    {
        var settings = new HostApplicationBuilderSettings { Args = arguments, ContentRootPath = contentRoot };
        var builder = Host.CreateApplicationBuilder(settings);
        if (builder.Configuration.GetConnectionString(DatabaseRegistration.ConnectionName) is null
            && RunningGateway.ReadSettings(dataFolder) is { } running)
        {
            settings.Configuration = running; // of the lowest rank
            builder = Host.CreateApplicationBuilder(settings);
        }

        builder.Logging.ClearProviders();
        builder.AddGatewayDatabase(PoolSize);
        builder.Services.AddSingleton(TimeProvider.System);
        SandboxMode.Add(builder);
        if (usesKeys)
        {
            KeyRing.Add(builder);
        }

        return builder.Build();
    }
}
