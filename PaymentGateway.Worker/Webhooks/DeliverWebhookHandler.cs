using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;
using EventId = PaymentGateway.Core.Webhooks.EventId;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Makes one attempt: stored before it leaves and when it has ended. The schedule says when the next is due.</summary>
internal sealed partial class DeliverWebhookHandler(
    BatchQueue<JobLease, StartedDelivery> starts, BatchQueue<EndedDelivery, SavedJob> ends, WebhookSender sender,
    WebhookRetrySchedule schedule, EndpointHealthRecorder health, SecretVault vault, ILogger<DeliverWebhookHandler> logger)
    : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var started = await starts.RunAsync(lease, cancellationToken);
        var delivery = started.Delivery;
        switch (started.Step)
        {
            case DeliveryStep.Finish:
                await lease.FinishAsync(cancellationToken);
                break;
            case DeliveryStep.Resume:
                delivery.Resume(lease.Now);
                await EndAsync(delivery, WebhookDeliveryStatus.Failed, attempt: null, lease, lease.Now, cancellationToken);
                break;
            case DeliveryStep.Cancel:
                delivery.Cancel();
                await EndAsync(delivery, WebhookDeliveryStatus.Pending, attempt: null, lease, runAt: null, cancellationToken);
                break;
            case DeliveryStep.Postpone:
                await lease.RescheduleAsync(delivery.NextRetryAt ?? lease.Now, cancellationToken);
                break;
            case DeliveryStep.CountCrashes:
                await SaveFailureAsync(delivery, started.Attempt!, schedule.WaitAfter(delivery.Attempts + 1), lease, cancellationToken);
                break;
            case DeliveryStep.Attempt:
                await AttemptAsync(started.Found, started.Found.Url!, started.Attempt!, lease, cancellationToken);
                break;
        }
    }

    private async Task AttemptAsync(
        FoundDelivery found, string url, WebhookAttempt attempt, JobLease lease, CancellationToken cancellationToken)
    {
        var delivery = found.Delivery;
        var outcome = vault.TryOpen(found.Secret, out var secret)
            ? await sender.SendAsync(delivery, url, secret, delivery.Attempts + 1, cancellationToken)
            : new WebhookOutcome(WebhookFault.UnreadableSecret, TimeSpan.Zero);
        attempt.Finish(outcome.Duration, outcome.StatusCode, outcome.Body, outcome.Fault?.Error);
        // While the job still runs: once a probe's has ended, a second probe may leave.
        await health.RecordAsync(found.Endpoint, url, outcome, delivery.IsAskedFor, lease.Now, cancellationToken);
        if (outcome.IsDelivered)
        {
            delivery.Succeed(attempt);
            await EndAsync(delivery, WebhookDeliveryStatus.Pending, attempt, lease, runAt: null, cancellationToken);
        }
        else
        {
            var wait = outcome.IsGone ? null : schedule.WaitAfter(delivery.Attempts + 1, outcome.RetryAfter);
            await SaveFailureAsync(delivery, attempt, wait, lease, cancellationToken);
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

    private Task SaveFailureAsync(
        WebhookDelivery delivery, WebhookAttempt attempt, TimeSpan? wait, JobLease lease, CancellationToken cancellationToken)
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

        return EndAsync(delivery, WebhookDeliveryStatus.Pending, attempt, lease, next, cancellationToken);
    }

    private Task EndAsync(
        WebhookDelivery delivery, WebhookDeliveryStatus statusBefore, WebhookAttempt? attempt, JobLease lease,
        DateTimeOffset? runAt, CancellationToken cancellationToken) =>
        lease.EndAsync(
            runAt, job => ends.RunAsync(new EndedDelivery(job, delivery, statusBefore, attempt), cancellationToken));

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
