namespace PaymentGateway.Api.Payments;

/// <param name="TraceId">Of the request that made the payment; null when it was not traced.</param>
/// <param name="Entries">Oldest first.</param>
public sealed record TimelineResponse(string PaymentId, string? TraceId, IReadOnlyList<TimelineEntry> Entries);

/// <param name="Type">An event as webhooks name it, <c>payment.captured</c>, <c>payment.late_approval</c>, <c>payment.reversed</c>, or <c>webhook.attempt</c>.</param>
/// <param name="SubjectId">The payment or refund it happened to.</param>
/// <param name="Event">For an attempt: what was to be told.</param>
/// <param name="DurationMs">For an attempt: null while under way.</param>
/// <param name="Error">Of an attempt: dns, connect, tls, timeout, http, blocked or secret; null when delivered.</param>
/// <param name="Amount">For a refund: minor units.</param>
/// <param name="Reason">For a refund, when it was given one.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string Type, string SubjectId, string? Event = null, Guid? WebhookId = null, int? Attempt = null,
    int? ResponseCode = null, int? DurationMs = null, string? Error = null, long? Amount = null, string? Reason = null);
