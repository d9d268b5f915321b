using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;
using EventId = PaymentGateway.Core.Webhooks.EventId;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Makes one attempt: written down before it leaves and after it is over. The schedule says when the next is due.</summary>
internal sealed partial class DeliverWebhookHandler(
    GatewayDb db, WebhookSender sender, WebhookRetrySchedule schedule, SecretVault vault, ILogger<DeliverWebhookHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancel)
    {
        var id = Guid.Parse(lease.Ref, CultureInfo.InvariantCulture);
        var (delivery, url, secret, attemptsEver) = await (
            from d in db.WebhookLogs
            join m in db.Merchants on d.MerchantId equals m.Id
            where d.Id == id
            select ValueTuple.Create(d, m.WebhookUrl, m.WebhookSecret, d.AttemptLog.Count)).SingleAsync(cancel);
        if (delivery.Status != WebhookDeliveryStatus.Pending || url is null)
        {
            if (delivery.Status == WebhookDeliveryStatus.Pending)
            {
                delivery.Cancel();
            }

            await lease.FinishAsync(db, cancel);
            return;
        }

        var attempt = new WebhookAttempt(delivery.Id, attemptsEver + 1, delivery.NextTrigger, lease.Now);
        db.WebhookAttempts.Add(attempt);
        await db.SaveChangesAsync(cancel); // on its own: a crash from here on leaves a trace of what may have been sent

        var outcome = await sender.SendAsync(delivery, url, vault.Open(secret), delivery.Attempts + 1, cancel);
        attempt.Finish(outcome.Duration, outcome.StatusCode, outcome.Body, outcome.Error);
        await RecordAsync(delivery, attempt, outcome, lease, cancel);
        WebhookMetrics.Count(delivery, outcome.Error, outcome.Duration);
        Log.DeliveryAttempted(logger, delivery.Id, delivery.EventId, delivery.MerchantId.Value, delivery.Attempts,
            delivery.Event, outcome.StatusCode, outcome.Error, outcome.Duration.TotalMilliseconds, delivery.NextRetryAt);
    }

    private Task RecordAsync(
        WebhookDelivery delivery, WebhookAttempt attempt, WebhookOutcome outcome, JobLease lease, CancellationToken cancel)
    {
        if (outcome.IsDelivered)
        {
            delivery.Succeed(attempt);
            return lease.FinishAsync(db, cancel);
        }

        if (schedule.WaitAfter(delivery.Attempts + 1) is { } wait)
        {
            var next = lease.Now + wait;
            delivery.RetryAt(attempt, next);
            return lease.PutBackAsync(db, next, cancel);
        }

        delivery.GiveUp(attempt);
        return lease.FinishAsync(db, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information,
            "Delivery {DeliveryId} of {EventId} for {MerchantId} attempt {Attempt} of {EventType}: "
            + "{StatusCode} {Error} in {ElapsedMs} ms, next {NextAttemptAt}")]
        public static partial void DeliveryAttempted(ILogger logger, Guid deliveryId, EventId eventId, Guid merchantId,
            int attempt, string eventType, int? statusCode, string? error, double elapsedMs, DateTimeOffset? nextAttemptAt);
    }
}
