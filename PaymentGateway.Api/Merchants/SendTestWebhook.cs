using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Merchants;

public sealed record TestWebhookResponse(string EventId, string Event, string Message);

internal static class SendTestWebhook
{
    public static async Task<IResult> HandleAsync(
        CurrentMerchant current, GatewayDb db, SaveOnce once, ChangePublisher changes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var url = await db.Merchants.Where(m => m.Id == current.Id).Select(m => m.WebhookUrl).SingleAsync(cancellationToken);
        if (url is null)
        {
            return ApiErrors.NoWebhookUrl;
        }

        var happened = WebhookEvents.Test(current.Id, clock.GetUtcNow());
        db.Announce(happened, url);
        var response = await once.SaveAsync(StatusCodes.Status200OK,
            new TestWebhookResponse(happened.Id.Value, happened.Type, "Test webhook queued"),
            ApiJson.Default.TestWebhookResponse, isSaved: () => db.Events.AnyAsync(e => e.Id == happened.Id, cancellationToken), cancellationToken);
        changes.WakeWorkers();
        return response;
    }
}
