using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Webhooks;

/// <summary>An event on its way to a merchant: the row the brief calls a webhook log.</summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery()
    {
    }

    public Guid Id { get; private set; }

    public MerchantId MerchantId { get; private set; }

    public EventId EventId { get; private set; }

    public string Event { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public WebhookDeliveryStatus Status { get; private set; }

    /// <summary>Attempts since the schedule was last started; the history has them all.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset? LastAttemptAt { get; private set; }

    public DateTimeOffset? NextRetryAt { get; private set; }

    public int? ResponseCode { get; private set; }

    /// <summary>What the receiver answered, at most <see cref="WebhookAttempt.MaxResponseBytes"/> of it.</summary>
    public string? ResponseBody { get; private set; }

    /// <summary>What causes the next attempt: <c>auto</c>, <c>manual</c> or <c>test</c>.</summary>
    public string NextTrigger { get; private set; } = WebhookAttempt.Automatic;

    /// <summary>A person waits for it: it does not wait for the circuit, and goes to a disabled address too.</summary>
    public bool IsAskedFor => NextTrigger != WebhookAttempt.Automatic;

    public DateTimeOffset CreatedAt { get; private set; }

    public List<WebhookAttempt> AttemptLog { get; private set; } = [];

    public static WebhookDelivery Create(WebhookEvent happened) => new()
    {
        Id = Guid.CreateVersion7(),
        MerchantId = happened.MerchantId,
        EventId = happened.Id,
        Event = happened.Type,
        Payload = happened.Body!, // a new event has one
        NextRetryAt = happened.CreatedAt,
        NextTrigger = happened.Type == WebhookEvents.TestType ? WebhookAttempt.Test : WebhookAttempt.Automatic,
        CreatedAt = happened.CreatedAt,
    };

    /// <summary>A stored delivery, without its history.</summary>
    internal static WebhookDelivery Restore(StoredDelivery row) => new()
    {
        Id = row.Id,
        MerchantId = row.MerchantId,
        EventId = row.EventId,
        Event = row.Event,
        Payload = row.Payload,
        Status = row.Status,
        Attempts = row.Attempts,
        LastAttemptAt = row.LastAttemptAt,
        NextRetryAt = row.NextRetryAt,
        ResponseCode = row.ResponseCode,
        ResponseBody = row.ResponseBody,
        NextTrigger = row.NextTrigger,
        CreatedAt = row.CreatedAt,
    };

    public void Succeed(WebhookAttempt attempt) => Record(attempt, WebhookDeliveryStatus.Succeeded, nextRetryAt: null);

    public void RetryAt(WebhookAttempt attempt, DateTimeOffset at) => Record(attempt, WebhookDeliveryStatus.Pending, at);

    public void GiveUp(WebhookAttempt attempt) => Record(attempt, WebhookDeliveryStatus.Failed, nextRetryAt: null);

    /// <summary>Nothing delivers it any more: its address is gone, or its job is dead.</summary>
    public void Cancel()
    {
        Status = WebhookDeliveryStatus.Failed;
        NextRetryAt = null;
    }

    /// <summary>Its dead job runs again: the schedule goes on where it ended.</summary>
    /// <exception cref="IllegalTransitionException">It has not failed.</exception>
    public void Resume(DateTimeOffset now)
    {
        if (Status != WebhookDeliveryStatus.Failed)
        {
            throw new IllegalTransitionException("Only a failed delivery can be resumed.");
        }

        Status = WebhookDeliveryStatus.Pending;
        NextRetryAt = now;
    }

    /// <summary>The merchant asks for it again: the schedule starts anew, the history stays.</summary>
    /// <exception cref="IllegalTransitionException">It is on its way already.</exception>
    public void Restart(DateTimeOffset now)
    {
        if (Status == WebhookDeliveryStatus.Pending)
        {
            throw new IllegalTransitionException("A pending delivery cannot be started again.");
        }

        Status = WebhookDeliveryStatus.Pending;
        Attempts = 0;
        NextRetryAt = now;
        NextTrigger = WebhookAttempt.Manual;
    }

    private void Record(WebhookAttempt attempt, WebhookDeliveryStatus status, DateTimeOffset? nextRetryAt)
    {
        Attempts++;
        LastAttemptAt = attempt.StartedAt;
        Status = status;
        NextRetryAt = nextRetryAt;
        NextTrigger = WebhookAttempt.Automatic;
        ResponseCode = attempt.ResponseCode;
        ResponseBody = attempt.ResponseBody;
    }
}
