using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;
using EventId = PaymentGateway.Core.Webhooks.EventId;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Makes one attempt: written down before it leaves and after it is over. The schedule says when the next is due.</summary>
internal sealed partial class DeliverWebhookHandler(
    GatewayDb db, WebhookSender sender, WebhookRetrySchedule schedule, EndpointHealthRecorder health, SecretVault vault,
    ILogger<DeliverWebhookHandler> logger) : IJobHandler
{
    /// <summary>An attempt during which the worker dies is made again at once, so often. Then it counts as a failed one.</summary>
    private const int MostCrashes = 3;

    // Compiled: every delivery begins with it.
    private static readonly Func<GatewayDb, Guid, CancellationToken, Task<Found>> Find = EF.CompileAsyncQuery(
        (GatewayDb db, Guid id, CancellationToken cancel) => (
            from d in db.WebhookLogs
            join m in db.Merchants on d.MerchantId equals m.Id
            where d.Id == id
            select new Found(d, m.WebhookUrl, m.WebhookSecret, m.Endpoint, d.AttemptLog.Count,
                d.AttemptLog.Count(a => a.DurationMs == null && (d.LastAttemptAt == null || a.StartedAt > d.LastAttemptAt))))
            .Single());

    public async Task HandleAsync(JobLease lease, CancellationToken cancel)
    {
        var found = await Find(db, Guid.Parse(lease.Ref, CultureInfo.InvariantCulture), cancel);
        var delivery = found.Delivery;
        if (delivery.Status == WebhookDeliveryStatus.Succeeded)
        {
            await lease.FinishAsync(db, cancel);
        }
        else if (delivery.Status == WebhookDeliveryStatus.Failed)
        {
            delivery.Resume(lease.Now); // its job was dead, and an operator has requeued it
            await lease.PutBackAsync(db, lease.Now, cancel);
        }
        else if (found.Url is not { } url || (found.Endpoint.IsDisabled(url) && !delivery.IsAskedFor))
        {
            delivery.Cancel();
            await lease.FinishAsync(db, cancel);
        }
        else if (found.Endpoint.IsOpen(lease.Now) && !delivery.IsAskedFor)
        {
            await lease.PutBackAsync(db, delivery.NextRetryAt ?? lease.Now, cancel); // sent out before the circuit opened
        }
        else if (found.Crashes > MostCrashes)
        {
            var last = await db.WebhookAttempts.SingleAsync(a => a.WebhookId == delivery.Id && a.Attempt == found.Attempts, cancel);
            await RecordFailureAsync(delivery, last, schedule.WaitAfter(delivery.Attempts + 1), lease, cancel);
        }
        else
        {
            await AttemptAsync(found, url, lease, cancel);
        }
    }

    private async Task AttemptAsync(Found found, string url, JobLease lease, CancellationToken cancel)
    {
        var delivery = found.Delivery;
        // The event's time comes from another lease, whose clock may be later by the round trip of its claim.
        var startedAt = lease.Now > delivery.CreatedAt ? lease.Now : delivery.CreatedAt;
        var attempt = new WebhookAttempt(delivery.Id, found.Attempts + 1, delivery.NextTrigger, startedAt);
        await WebhookDeliverySql.BeginAsync(db, attempt, cancel);

        var outcome = vault.TryOpen(found.Secret, out var secret)
            ? await sender.SendAsync(delivery, url, secret, delivery.Attempts + 1, cancel)
            : new WebhookOutcome(WebhookFault.UnreadableSecret, TimeSpan.Zero);
        attempt.Finish(outcome.Duration, outcome.StatusCode, outcome.Body, outcome.Fault?.Error);
        // While the job still runs: once a probe's has ended, a second probe may leave.
        await health.RecordAsync(found.Endpoint, url, outcome, delivery.IsAskedFor, lease.Now, cancel);
        if (outcome.IsDelivered)
        {
            delivery.Succeed(attempt);
            await EndAsync(delivery, attempt, lease, runAt: null, cancel);
        }
        else
        {
            var wait = outcome.IsGone ? null : schedule.WaitAfter(delivery.Attempts + 1, outcome.RetryAfter);
            await RecordFailureAsync(delivery, attempt, wait, lease, cancel);
        }

        WebhookMetrics.Count(delivery, outcome.Fault?.Error, outcome.Duration);
        Report(delivery, outcome);
    }

    private void Report(WebhookDelivery delivery, WebhookOutcome outcome)
    {
        var result = string.Join(' ', new object?[] { outcome.StatusCode, outcome.Fault?.Error }.Where(part => part is not null));
        if (delivery.NextRetryAt is { } next)
        {
            Log.AttemptedWithRetry(logger, delivery.Id, delivery.EventId, delivery.MerchantId.Value, delivery.Attempts,
                delivery.Event, result, outcome.Duration.TotalMilliseconds, next);
        }
        else
        {
            Log.Attempted(logger, delivery.Id, delivery.EventId, delivery.MerchantId.Value, delivery.Attempts,
                delivery.Event, result, outcome.Duration.TotalMilliseconds);
        }
    }

    private Task RecordFailureAsync(
        WebhookDelivery delivery, WebhookAttempt attempt, TimeSpan? wait, JobLease lease, CancellationToken cancel)
    {
        var next = lease.Now + wait;
        if (next is { } at)
        {
            delivery.RetryAt(attempt, at);
        }
        else
        {
            delivery.GiveUp(attempt);
        }

        return EndAsync(delivery, attempt, lease, next, cancel);
    }

    private Task EndAsync(
        WebhookDelivery delivery, WebhookAttempt attempt, JobLease lease, DateTimeOffset? runAt, CancellationToken cancel) =>
        lease.EndAsync(job => WebhookDeliverySql.EndAsync(db, delivery, attempt, job, cancel), Change.Of(delivery), runAt);

    /// <param name="Attempts">Ever made.</param>
    /// <param name="Crashes">Attempts since the last one that ended, of which nobody knows how they ended.</param>
    private sealed record Found(
        WebhookDelivery Delivery, string? Url, string? Secret, WebhookEndpoint Endpoint, int Attempts, int Crashes);

    private static partial class Log
    {
        private const string Attempt = "Delivery {DeliveryId} of {EventId} for {MerchantId} attempt {Attempt} of {EventType}: "
            + "{Result} in {ElapsedMs:0.0} ms";

        [LoggerMessage(LogLevel.Information, Attempt)]
        public static partial void Attempted(ILogger logger, Guid deliveryId, EventId eventId, Guid merchantId,
            int attempt, string eventType, string result, double elapsedMs);

        [LoggerMessage(LogLevel.Information, Attempt + ", next {NextAttemptAt}")]
        public static partial void AttemptedWithRetry(ILogger logger, Guid deliveryId, EventId eventId, Guid merchantId,
            int attempt, string eventType, string result, double elapsedMs, DateTimeOffset nextAttemptAt);
    }
}
