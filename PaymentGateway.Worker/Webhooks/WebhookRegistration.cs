using System.Net;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;

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
            .ValidateOnStart();
        builder.Services.AddOptions<QueueOptions>().PostConfigure<IOptions<WebhookOptions>>(
            (queue, webhooks) => queue.AddCall(webhooks.Value.Timeout));
        builder.Services.AddSingleton<IValidateOptions<WebhookOptions>>(new AllowedNetworksCheck(mode));
        builder.Services.AddHostedService<AllowedNetworksWarning>();
        builder.Services.AddSingleton(mode.FastWebhookRetries ? WebhookRetrySchedule.Test : WebhookRetrySchedule.Production);
        builder.Services.AddSingleton(new WebhookCircuit(!mode.FastWebhookRetries, mode.IsSandbox ? PatienceOfSandbox : Patience));
        builder.Services.AddSingleton<RecentAttempts>();
        builder.Services.AddScoped<EndpointHealthUpdate>();
        builder.Services.AddSingleton<EndpointHealthBatches>();
        builder.Services.AddSingleton<EndpointHealthRecorder>();
        builder.Services.AddSingleton(services => Policy(
            mode, services.GetRequiredService<IOptions<WebhookOptions>>().Value, OwnPorts.Of(builder.Configuration)));
        builder.Services.AddSingleton<NameResolver>(System.Net.Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<WebhookAddresses>();
        builder.Services.AddSingleton<WebhookHttpClient>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddJobStep<StartDeliveriesStep, JobLease, StartedDelivery>();
        builder.Services.AddJobStep<EndDeliveriesStep, EndedDelivery, SavedJob>();
        builder.Services.AddSingleton<FanOut>();
        builder.Services.AddHostedService<EventOutbox>();
        builder.Services.AddHostedService<AbandonedDeliveries>();
    }

    internal static WebhookAddressPolicy Policy(SandboxMode mode, WebhookOptions options, IEnumerable<int> ownPorts) => new(
        mode.IsSandbox,
        options.AllowedPrivateNetworks?.Select(IPNetwork.Parse) ?? (mode.IsSandbox ? WebhookAddressPolicy.PrivateNetworks : []),
        ownPorts);
}
