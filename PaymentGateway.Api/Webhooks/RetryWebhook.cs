using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

public sealed record RetryWebhookResponse(Guid Id, string Status, string Message);

internal static class RetryWebhook
{
    public static Task<IResult> HandleAsync(
        WebhookId id, CurrentMerchant merchant, GatewayDb db, SaveOnce once, TimeProvider clock,
        CancellationToken cancel) =>
        OptimisticRetry.RunAsync(db, async () =>
        {
            var delivery = await db.WebhookLogs.SingleOrDefaultAsync(
                d => d.Id == id.Value && d.MerchantId == merchant.Id, cancel);
            if (delivery is null)
            {
                return ApiErrors.WebhookNotFound;
            }

            var reference = delivery.Id.ToString();
            var job = await db.Jobs.SingleOrDefaultAsync(j => j.Kind == JobKind.Webhook && j.Ref == reference, cancel);
            if (delivery.Status == WebhookDeliveryStatus.Pending)
            {
                if (job is { State: JobState.Ready or JobState.Running })
                {
                    return ApiErrors.WebhookPending;
                }

                delivery.Cancel(); // nothing delivers it: its job died a moment ago
            }

            if (!await db.Merchants.AnyAsync(m => m.Id == merchant.Id && m.WebhookUrl != null, cancel))
            {
                return ApiErrors.NoWebhookUrl;
            }

            delivery.Restart(clock.GetUtcNow());
            Queue(db, delivery, job);
            return await once.SaveAsync(StatusCodes.Status200OK,
                new RetryWebhookResponse(delivery.Id, "pending", "The webhook will be resent"),
                ApiJson.Default.RetryWebhookResponse, isSaved: () => Task.FromResult(false), cancel);
        });

    private static void Queue(GatewayDb db, WebhookDelivery delivery, Job? job)
    {
        if (job is null)
        {
            db.Jobs.Add(Job.DeliverWebhook(delivery)); // the old one was deleted when it had finished
        }
        else
        {
            job.Requeue();
        }
    }
}
