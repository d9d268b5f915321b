using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Webhooks;

/// <summary>A delivery as it stands after its job has run.</summary>
/// <param name="Job">As it is to be saved.</param>
/// <param name="StatusBefore">When the job began; if it has changed since then, nothing is saved.</param>
/// <param name="Attempt">That the job has made; null: none.</param>
public sealed record EndedDelivery(Job Job, WebhookDelivery Delivery, WebhookDeliveryStatus StatusBefore, WebhookAttempt? Attempt);
