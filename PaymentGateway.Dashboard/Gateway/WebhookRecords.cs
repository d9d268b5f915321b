using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

public sealed record Delivery(
    Guid Id, string Event, string EventId, string Status, int Attempts, DateTimeOffset? LastAttemptAt, DateTimeOffset? NextRetryAt,
    int? ResponseCode, string? ResponseBody, DateTimeOffset CreatedAt, JsonElement Payload, IReadOnlyList<DeliveryAttempt>? AttemptLog)
{
    public const string Pending = "pending";

    public bool IsPending => Status == Pending;
}

public sealed record DeliveryAttempt(
    int Attempt, string Trigger, DateTimeOffset StartedAt, int? DurationMs, int? ResponseCode, string? ResponseBody, string? Error);

/// <param name="TestApiSecret">The published secret, in the sandbox and as long as it is in force.</param>
public sealed record MerchantConfig(
    Guid Id, string Name, string Email, string ApiKey, string? TestApiSecret, string? WebhookUrl, string? WebhookSecret,
    EndpointStatus WebhookHealth);

/// <param name="Status">active, paused, disabled or off.</param>
public sealed record EndpointStatus(string Status, DateTimeOffset? PausedUntil, int ConsecutiveFailures);

/// <summary>Both are always sent: an absent address would mean "leave it", and an empty field means "none".</summary>
public sealed record WebhookForm(string? WebhookUrl);

public sealed record NewWebhookSecret(string WebhookSecret);

public sealed record RetriedDelivery(Guid Id, string Status, string Message);
