using PaymentGateway.Api.Idempotency;

namespace PaymentGateway.Api.Merchants;

internal static class MerchantEndpoints
{
    public static void MapMerchant(this IEndpointRouteBuilder routes)
    {
        var merchant = routes.MapGroup("/api/v1/merchant").RequireAuthorization().WithTags("Merchant");
        merchant.MapGet("/config", GetMerchantConfig.HandleAsync);
        merchant.MapMethods("/webhook", [HttpMethods.Put, HttpMethods.Patch], ConfigureWebhook.HandleAsync).IsIdempotent();
        merchant.MapPatch("/checkout", ConfigureCheckout.HandleAsync).IsIdempotent();
        merchant.MapPost("/webhook/regenerate", RegenerateWebhookSecret.HandleAsync); // a stored answer would be a secret
        merchant.MapPost("/webhook/test", SendTestWebhook.HandleAsync).IsIdempotent();
    }
}
