using PaymentGateway.Api.Idempotency;

namespace PaymentGateway.Api.Webhooks;

internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").RequireAuthorization().WithTags("Webhooks");
        webhooks.MapGet("/", ListWebhooks.HandleAsync);
        webhooks.MapGet("/{id}", GetWebhook.HandleAsync);
        webhooks.MapPost("/{id}/retry", RetryWebhook.HandleAsync).IsIdempotent();
    }
}
