using System.Diagnostics;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Queue;

/// <summary>
/// A promise to do something: outbox, schedule, lease and dead letter in one row. What travels through Redis is only a
/// notification with its id. State and fence are checked by every update, so a worker that lost its lease writes nothing.
/// </summary>
public sealed class Job
{
    /// <summary>
    /// Due before all others of its lane, and even while that is closed: a person has asked for it and looks at the screen.
    /// <see cref="JobSql"/> knows it by this date.
    /// </summary>
    private static readonly DateTimeOffset AskedFor = DateTimeOffset.UnixEpoch;

    private Job()
    {
    }

    public long Id { get; private set; }

    public JobKind Kind { get; private set; }

    /// <summary>The id of the payment, refund or delivery it is about.</summary>
    public string Ref { get; private set; } = "";

    /// <summary>Jobs of one lane share a limit: the merchant of a delivery, else null.</summary>
    public Guid? Lane { get; private set; }

    public JobState State { get; private set; }

    /// <summary>Not before this instant of the database's clock; left alone on a new row: now.</summary>
    public DateTimeOffset RunAt { get; private set; }

    public DateTimeOffset? DispatchedAt { get; private set; }

    public int DispatchCount { get; private set; }

    /// <summary>Tries since the job last made progress.</summary>
    public int Attempt { get; private set; }

    public int MaxAttempts { get; private set; } = 25;

    /// <summary>Grows at every claim: who holds an older one has been replaced.</summary>
    public long Fence { get; private set; }

    /// <summary>When a worker claimed it for the first time, by the database's clock; decision time-outs count from here.</summary>
    public DateTimeOffset? FirstClaimedAt { get; private set; }

    public string? LeaseOwner { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public string? LastError { get; private set; }

    public string? Traceparent { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public static Job ProcessPayment(PaymentId id) => Create(JobKind.Payment, id.Value);

    public static Job ProcessRefund(RefundId id) => Create(JobKind.Refund, id.Value);

    /// <summary>Asks the bank on after a time-out, and returns the money if it approves late.</summary>
    /// <param name="runAt">The first enquiry.</param>
    public static Job ReversePayment(PaymentId id, DateTimeOffset runAt)
    {
        var job = Create(JobKind.Reversal, id.Value);
        job.RunAt = runAt;
        return job;
    }

    /// <summary>Whether <paramref name="runAt"/> says that a person waits, and not since when.</summary>
    public static bool IsAskedFor(DateTimeOffset runAt) => runAt == AskedFor;

    /// <param name="traceparent">The span of what is delivered; null: the current one.</param>
    public static Job DeliverWebhook(WebhookDelivery delivery, string? traceparent = null)
    {
        var job = Create(JobKind.Webhook, delivery.Id.ToString(), delivery.MerchantId);
        job.Traceparent = traceparent ?? job.Traceparent;
        job.RunAt = delivery.IsAskedFor ? AskedFor : default;
        return job;
    }

    /// <summary>The row as its holder knows it, to be attached: what an update changes differs from what stands here.</summary>
    public static Job From(ClaimedJob claimed) => new()
    {
        Id = claimed.Id,
        Kind = JobKinds.FromWireName(claimed.Kind),
        Ref = claimed.Ref,
        Lane = claimed.Lane,
        State = JobState.Running,
        Attempt = claimed.Attempt,
        MaxAttempts = claimed.MaxAttempts,
        Fence = claimed.Fence,
        Traceparent = claimed.Traceparent,
        LeaseOwner = "",
        LeaseUntil = claimed.ClaimedAt,
        DispatchedAt = claimed.ClaimedAt,
    };

    public void Finish(DateTimeOffset now) => End(JobState.Done, now);

    /// <summary>It waits, as planned, until <paramref name="runAt"/>.</summary>
    public void Reschedule(DateTimeOffset runAt)
    {
        Attempt = 0;
        Release(runAt);
    }

    /// <summary>It failed: tried again later, or given up after the last try.</summary>
    /// <param name="isOutage">Somebody else's, which ends sometime: then no try is the last one.</param>
    public void Fail(string error, TimeSpan backOff, DateTimeOffset now, bool isOutage = false)
    {
        LastError = error.Length > 500 ? error[..500] : error;
        if (isOutage)
        {
            Attempt = Math.Min(Attempt, MaxAttempts / 2);
        }

        if (Attempt >= MaxAttempts)
        {
            End(JobState.Dead, now);
        }
        else
        {
            Release(now + backOff);
        }
    }

    /// <summary>Done or dead before, it is to run once more, and at once.</summary>
    public void Requeue()
    {
        Attempt = 0;
        FinishedAt = null;
        Release(AskedFor);
    }

    private static Job Create(JobKind kind, string reference, MerchantId? lane = null) => new()
    {
        Kind = kind,
        Ref = reference,
        Lane = lane?.Value,
        Traceparent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
    };

    private void Release(DateTimeOffset runAt)
    {
        State = JobState.Ready;
        RunAt = runAt;
        DispatchedAt = null;
        LeaseOwner = null;
        LeaseUntil = null;
    }

    private void End(JobState state, DateTimeOffset now)
    {
        State = state;
        FinishedAt = now;
        LeaseOwner = null;
        LeaseUntil = null;
    }
}
