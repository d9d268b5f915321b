using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>What a job does with its delivery.</summary>
internal enum DeliveryStep
{
    /// <summary>It has arrived.</summary>
    Finish,

    /// <summary>Its job was dead, and an operator has requeued it.</summary>
    Resume,

    /// <summary>The merchant has no address any more, or a disabled one.</summary>
    Cancel,

    /// <summary>It was sent out before the circuit opened.</summary>
    Postpone,

    /// <summary>Workers died during several attempts: they count as one that failed.</summary>
    CountCrashes,

    Attempt,
}

/// <summary>A delivery as it was when its job began.</summary>
/// <param name="Url">Where to; null: the merchant has no address.</param>
/// <param name="Secret">Encrypted; null: deliveries are not signed.</param>
/// <param name="Attempts">Ever made.</param>
/// <param name="LastAttemptAt">When the last of them started; null: there is none.</param>
/// <param name="Crashes">Attempts since the last one that ended, of which nobody knows how they ended.</param>
internal sealed record FoundDelivery(
    WebhookDelivery Delivery, string? Url, string? Secret, WebhookEndpoint Endpoint, int Attempts, DateTimeOffset? LastAttemptAt,
    int Crashes)
{
    /// <summary>An attempt during which the worker dies is made again at once, so often. Then it counts as a failed one.</summary>
    private const int MaxCrashes = 3;

    /// <summary>Decides what is done, and begins an attempt if one is to be made.</summary>
    public StartedDelivery Start(DateTimeOffset now)
    {
        var step = Decide(now);
        return new StartedDelivery(this, step, step switch
        {
            // The event's time comes from another lease, whose clock may be later by the round trip of its claim.
            DeliveryStep.Attempt => new WebhookAttempt(
                Delivery.Id, Attempts + 1, Delivery.NextTrigger, now > Delivery.CreatedAt ? now : Delivery.CreatedAt),
            DeliveryStep.CountCrashes => new WebhookAttempt(Delivery.Id, Attempts, Delivery.NextTrigger, LastAttemptAt!.Value),
            _ => null,
        });
    }

    private DeliveryStep Decide(DateTimeOffset now) => Delivery.Status switch
    {
        WebhookDeliveryStatus.Succeeded => DeliveryStep.Finish,
        WebhookDeliveryStatus.Failed => DeliveryStep.Resume,
        WebhookDeliveryStatus.Pending when Url is null || (Endpoint.IsDisabled(Url) && !Delivery.IsAskedFor) => DeliveryStep.Cancel,
        WebhookDeliveryStatus.Pending when Endpoint.IsOpen(now) && !Delivery.IsAskedFor => DeliveryStep.Postpone,
        WebhookDeliveryStatus.Pending => Crashes > MaxCrashes ? DeliveryStep.CountCrashes : DeliveryStep.Attempt,
    };
}

/// <summary>A delivery and what its job does with it.</summary>
/// <param name="Attempt">The attempt that begins; of crashes, the last one; else null.</param>
internal sealed record StartedDelivery(FoundDelivery Found, DeliveryStep Step, WebhookAttempt? Attempt)
{
    public WebhookDelivery Delivery => Found.Delivery;
}
