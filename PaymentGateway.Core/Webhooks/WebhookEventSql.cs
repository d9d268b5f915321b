using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Webhooks;

/// <summary>Writes events for a whole batch.</summary>
public static class WebhookEventSql
{
    public static NpgsqlBatchCommand Insert(IReadOnlyList<WebhookEvent> events) =>
        new NpgsqlBatchCommand("""
            INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
            """)
            .WithTexts(events, e => e.Id.Value)
            .WithGuids(events, e => e.MerchantId.Value)
            .WithTexts(events, e => e.Type)
            .WithTexts(events, e => e.SubjectId)
            .WithTexts(events, e => e.Body)
            .WithTimes(events, e => e.CreatedAt);
}
