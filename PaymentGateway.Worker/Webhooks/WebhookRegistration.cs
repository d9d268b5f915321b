using System.Net;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

internal static class WebhookRegistration
{
    private static readonly TimeSpan PatienceOfSandbox = TimeSpan.FromHours(24);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    public static void AddWebhookDelivery(this IHostApplicationBuilder builder, SandboxMode mode)
    {
        builder.Services.AddOptions<WebhookOptions>()
            .BindConfiguration(WebhookOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.AllowedPrivateNetworks?.All(network => IPNetwork.TryParse(network, out _)) ?? true,
                "Webhooks:AllowedPrivateNetworks has something that is no network as in 10.1.0.0/16.")
            .Validate(options => mode.IsSandbox || options.AllowedPrivateNetworks is not { Length: > 0 },
                "Webhooks:AllowedPrivateNetworks is for the sandbox only: here merchants could reach what only we should.")
            .ValidateOnStart();
        builder.Services.AddSingleton(mode.FastWebhookRetries ? WebhookRetrySchedule.Test : WebhookRetrySchedule.Production);
        builder.Services.AddSingleton(new WebhookCircuit(!mode.FastWebhookRetries, mode.IsSandbox ? PatienceOfSandbox : Patience));
        builder.Services.AddSingleton<RecentAttempts>();
        builder.Services.AddScoped<EndpointHealth>();
        builder.Services.AddSingleton(services => Policy(
            mode, services.GetRequiredService<IOptions<WebhookOptions>>().Value, OwnPorts.Of(builder.Configuration)));
        builder.Services.AddSingleton<NameResolver>(System.Net.Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<WebhookAddresses>();
        builder.Services.AddSingleton<WebhookHttpClient>();
        builder.Services.AddSingleton<WebhookSender>();
    }

    internal static WebhookAddressPolicy Policy(SandboxMode mode, WebhookOptions options, IEnumerable<int> ownPorts) => new(
        requiresHttps: !mode.IsSandbox,
        options.AllowedPrivateNetworks?.Select(IPNetwork.Parse) ?? (mode.IsSandbox ? WebhookAddressPolicy.PrivateNetworks : []),
        ownPorts);
}
