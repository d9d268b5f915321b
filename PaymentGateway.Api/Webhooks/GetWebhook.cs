using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Webhooks;

internal static class GetWebhook
{
    public static async Task<IResult> HandleAsync(WebhookId id, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var delivery = await db.WebhookLogs.AsNoTracking().Include(d => d.AttemptLog.OrderBy(a => a.Attempt))
            .SingleOrDefaultAsync(d => d.Id == id.Value && d.MerchantId == merchant.Id, cancel);
        return delivery is null
            ? ApiErrors.WebhookNotFound
            : JsonResponse.Of(WebhookResponse.WithAttempts(delivery), ApiJson.Default.WebhookResponse);
    }
}
