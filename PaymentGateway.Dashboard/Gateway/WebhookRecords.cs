using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

/// <param name="SubjectId">The payment or refund that the event is about; null for a test event.</param>
public sealed record Delivery(
    Guid Id, string Event, string EventId, string? SubjectId, string Status, int Attempts,
    DateTimeOffset? LastAttemptAt, DateTimeOffset? NextRetryAt, int? ResponseCode, string? ResponseBody, DateTimeOffset CreatedAt, JsonElement Payload, IReadOnlyList<DeliveryAttempt>? AttemptLog)
{
    public const string Pending = "pending";

    public bool IsPending => Status == Pending;

    public bool IsRetrying => IsPending && Attempts > 0;

    /// <summary>What a person reads: pending and retrying are told apart.</summary>
    public string ShownStatus => IsRetrying ? "retrying" : Status;
}

public sealed record DeliveryAttempt(
    int Attempt, string Trigger, DateTimeOffset StartedAt, int? DurationMs, int? ResponseCode, string? ResponseBody, string? Error);

/// <param name="Status">active, paused, disabled or off.</param>
/// <param name="FailingSince">The first of the failures in a row.</param>
/// <param name="LastResponseCode">Of HTTP; null when the last attempt got no response.</param>
public sealed record EndpointStatus(
    string Status, DateTimeOffset? PausedUntil, int ConsecutiveFailures, DateTimeOffset? FailingSince,
    int? LastResponseCode)
{
    /// <summary>One or two failures are retried before anybody needs to know.</summary>
    private const int MinFailures = 3;

    public bool IsFailing => Status is "paused" or "disabled" || ConsecutiveFailures >= MinFailures;
}

/// <summary>Both are always sent: an absent address would mean "leave it", and an empty field means "none".</summary>
public sealed record WebhookForm(string? WebhookUrl);

public sealed record NewWebhookSecret(string WebhookSecret);

public sealed record RetriedDelivery(Guid Id, string Status, string Message);
