using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Api.Sessions;

namespace PaymentGateway.Api.Merchants;

internal static class MerchantEndpoints
{
    public static void MapMerchant(this IEndpointRouteBuilder routes)
    {
        var merchant = routes.MapGroup("/api/v1/merchant").RequireAuthorization().WithTags("Merchant");
        merchant.MapGet("/config", GetMerchantConfig.HandleAsync)
            .Describe("getMerchantConfig", "Get the configuration").Answers<MerchantConfigResponse>();
        merchant.MapPatch("/", RenameMerchant.HandleAsync).IsIdempotent()
            .RequireAuthorization(SessionAuthentication.PersonsOnly)
            .Describe("updateMerchant", "Change the merchant's name", "Shoppers see it in the checkout.")
            .Answers<MerchantConfigResponse>().Refuses(ApiErrors.IdempotencyResponseUnreadable);
        merchant.MapPatch("/webhook", ConfigureWebhook.HandleAsync).IsIdempotent()
            .Describe("updateWebhook", "Update the webhook endpoint", ConfigureWebhook.Rule)
            .Answers<MerchantConfigResponse>().Refuses(ApiErrors.IdempotencyResponseUnreadable);
        merchant.MapPut("/webhook", ConfigureWebhook.HandleAsync).IsIdempotent()
            .Describe("setWebhook", "Update the webhook endpoint (same as PATCH)", ConfigureWebhook.Rule)
            .Answers<MerchantConfigResponse>().Refuses(ApiErrors.IdempotencyResponseUnreadable);
        merchant.MapPatch("/checkout", ConfigureCheckout.HandleAsync).IsIdempotent()
            .Describe("updateCheckout", "Update the origins that may embed the checkout").Answers<CheckoutConfigResponse>();
        merchant.MapPost("/webhook/regenerate", RegenerateWebhookSecret.HandleAsync) // a stored answer would be a secret
            .Describe("regenerateWebhookSecret", "Rotate the webhook secret", "The old secret stops signing immediately.")
            .Answers<WebhookSecretResponse>();
        merchant.MapPost("/webhook/test", SendTestWebhook.HandleAsync).IsIdempotent()
            .Describe("sendTestWebhook", "Send a test webhook").Answers<TestWebhookResponse>().Refuses(ApiErrors.NoWebhookUrl);
    }
}
