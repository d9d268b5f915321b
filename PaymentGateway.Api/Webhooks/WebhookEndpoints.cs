using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;

namespace PaymentGateway.Api.Webhooks;

internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").RequireAuthorization().WithTags("Webhooks");
        webhooks.MapGet("/", ListWebhooks.HandleAsync)
            .Describe("listWebhooks", "List deliveries").Answers<PageOf<WebhookResponse>>();
        webhooks.MapGet("/{id}", GetWebhook.HandleAsync)
            .Describe("getWebhook", "Get a delivery with its attempts").Answers<WebhookResponse>().Refuses(ApiErrors.WebhookNotFound);
        webhooks.MapPost("/{id}/retry", RetryWebhook.HandleAsync).IsIdempotent()
            .Describe("retryWebhook", "Resend a webhook",
                "Restarts the retry schedule. Also works for a webhook that was delivered.")
            .Answers<RetryWebhookResponse>().Refuses(ApiErrors.WebhookNotFound, ApiErrors.WebhookPending, ApiErrors.NoWebhookUrl);
    }
}
