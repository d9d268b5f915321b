using Microsoft.Extensions.Options;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Says at the start that merchants can reach what is usually for us only.</summary>
internal sealed partial class AllowedNetworksWarning(
    SandboxMode mode, IOptions<WebhookOptions> options, ILogger<AllowedNetworksWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!mode.IsSandbox && options.Value.AllowedPrivateNetworks is { Length: > 0 } networks)
        {
            Log.Allowed(logger, string.Join(", ", networks));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "Webhooks can reach {Networks}, which is not public: any merchant can make this worker call hosts there")]
        public static partial void Allowed(ILogger logger, string networks);
    }
}
