using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

internal static class WebhookRegistration
{
    public static void AddWebhookDelivery(this IHostApplicationBuilder builder, SandboxMode mode)
    {
        builder.Services.AddOptions<WebhookOptions>()
            .BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(mode.FastWebhookRetries ? WebhookRetrySchedule.Test : WebhookRetrySchedule.Production);
        builder.Services.AddSingleton<WebhookHttpClient>();
        builder.Services.AddSingleton<WebhookSender>();
    }
}
