using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Merchants;

public sealed record WebhookSecretResponse(string WebhookSecret);

internal static class RegenerateWebhookSecret
{
    public static async Task<IResult> HandleAsync(
        CurrentMerchant current, GatewayDb db, SecretVault vault, CancellationToken cancel)
    {
        var secret = WebhookSecrets.New();
        var merchant = await db.Merchants.SingleAsync(m => m.Id == current.Id, cancel);
        merchant.SignWebhooksWith(vault.Lock(secret));
        await db.SaveChangesAsync(cancel);
        return JsonResponse.Of(new WebhookSecretResponse(secret), ApiJson.Default.WebhookSecretResponse);
    }
}
