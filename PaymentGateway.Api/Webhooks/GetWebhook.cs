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
        if (delivery is null)
        {
            return ApiErrors.WebhookNotFound;
        }

        var subject = await db.Events.Where(e => e.Id == delivery.EventId).Select(e => e.SubjectId).SingleAsync(cancel);
        return JsonResponse.Of(WebhookResponse.WithAttempts(delivery, subject), ApiJson.Default.WebhookResponse);
    }
}
