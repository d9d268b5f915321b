using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

/// <param name="Status">pending, success or failed.</param>
/// <param name="SubjectId">The payment or refund that the event is about; null for webhook.test.</param>
/// <param name="Attempts">Since the schedule was last started.</param>
/// <param name="ResponseBody">At most 4 kB of what the receiver answered last.</param>
/// <param name="Payload">The body that is sent.</param>
public sealed record WebhookResponse(
    Guid Id, string Event, string EventId, string? SubjectId, string Status, int Attempts,
    DateTimeOffset? LastAttemptAt, DateTimeOffset? NextRetryAt, int? ResponseCode, string? ResponseBody,
    DateTimeOffset CreatedAt, JsonElement Payload)
{
    /// <summary>Every attempt ever made, in the view of one delivery only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WebhookAttemptResponse>? AttemptLog { get; init; }

    /// <param name="delivery">As it is sent.</param>
    /// <param name="subject">Of its event.</param>
    internal static WebhookResponse From(WebhookDelivery delivery, string subject) => new(
        delivery.Id, delivery.Event, delivery.EventId.Value, delivery.Event == WebhookEvents.TestType ? null : subject,
        WebhookDeliveryStatuses.WireName(delivery.Status),
        delivery.Attempts, delivery.LastAttemptAt, delivery.NextRetryAt, delivery.ResponseCode, delivery.ResponseBody,
        delivery.CreatedAt, JsonElement.Parse(delivery.Payload));

    internal static WebhookResponse WithAttempts(WebhookDelivery delivery, string subject) =>
        From(delivery, subject) with { AttemptLog = [.. delivery.AttemptLog.Select(WebhookAttemptResponse.From)] };
}

/// <param name="Trigger">auto, manual or test.</param>
/// <param name="DurationMs">Null while under way, or when it was interrupted.</param>
/// <param name="Error">dns, connect, tls, timeout, http, blocked or secret; null when delivered.</param>
public sealed record WebhookAttemptResponse(
    int Attempt, string Trigger, DateTimeOffset StartedAt, int? DurationMs, int? ResponseCode, string? ResponseBody, string? Error)
{
    internal static WebhookAttemptResponse From(WebhookAttempt attempt) => new(
        attempt.Attempt, attempt.Trigger, attempt.StartedAt, attempt.DurationMs, attempt.ResponseCode, attempt.ResponseBody,
        attempt.Error);
}
