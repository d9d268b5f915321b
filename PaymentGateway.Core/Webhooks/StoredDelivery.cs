using Npgsql;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Webhooks;

/// <summary>The row of a delivery, read by SQL.</summary>
internal sealed record StoredDelivery
{
    /// <summary>Of the table <c>webhook_logs d</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = """
        d.id, d.merchant_id, d.event_id, d.event, d.payload::text, d.status, d.attempts, d.last_attempt_at, d.next_retry_at,
        d.response_code, d.response_body, d.next_trigger, d.created_at
        """;

    public required Guid Id { get; init; }

    public required MerchantId MerchantId { get; init; }

    public required EventId EventId { get; init; }

    public required string Event { get; init; }

    public required string Payload { get; init; }

    public required WebhookDeliveryStatus Status { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public DateTimeOffset? NextRetryAt { get; init; }

    public int? ResponseCode { get; init; }

    public string? ResponseBody { get; init; }

    public required string NextTrigger { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static StoredDelivery Read(NpgsqlDataReader row, int at) => new()
    {
        Id = row.GetGuid(at),
        MerchantId = new MerchantId(row.GetGuid(at + 1)),
        EventId = EventId.Of(row.GetString(at + 2)),
        Event = row.GetString(at + 3),
        Payload = row.GetString(at + 4),
        Status = WebhookDeliveryStatuses.FromWireName(row.GetString(at + 5)),
        Attempts = row.GetInt32(at + 6),
        LastAttemptAt = row.IsDBNull(at + 7) ? null : row.GetFieldValue<DateTimeOffset>(at + 7),
        NextRetryAt = row.IsDBNull(at + 8) ? null : row.GetFieldValue<DateTimeOffset>(at + 8),
        ResponseCode = row.IsDBNull(at + 9) ? null : row.GetInt32(at + 9),
        ResponseBody = row.IsDBNull(at + 10) ? null : row.GetString(at + 10),
        NextTrigger = row.GetString(at + 11),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(at + 12),
    };
}
