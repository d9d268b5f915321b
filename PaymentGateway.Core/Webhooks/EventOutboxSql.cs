using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Webhooks;

/// <summary>Fills and empties the outbox of events.</summary>
public static class EventOutboxSql
{
    // Rows that another worker is taking are its own.
    private const string Take = """
        WITH taken AS (
            DELETE FROM event_outbox WHERE id = ANY(ARRAY(
                SELECT id FROM event_outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
            RETURNING id, event_id, traceparent)
        SELECT e.id, e.merchant_id, e.type, e.subject_id, e.body, e.created_at, taken.traceparent
        FROM taken JOIN events e ON e.id = taken.event_id ORDER BY taken.id
        """;

    public static NpgsqlBatchCommand Insert(IReadOnlyList<OutboxEvent> events) =>
        new NpgsqlBatchCommand("""
            INSERT INTO event_outbox (event_id, traceparent) SELECT * FROM unnest($1, $2)
            """)
            .WithTexts(events, e => e.EventId.Value)
            .WithTexts(events, e => e.Traceparent);

    /// <summary>Begins a transaction and takes the oldest events off the outbox.</summary>
    /// <returns>Each with the span that its deliveries belong to.</returns>
    public static async Task<List<(WebhookEvent Event, string? Traceparent)>> BeginAsync(NpgsqlConnection connection, int limit)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand(Take) { Parameters = { new NpgsqlParameter<int> { TypedValue = limit } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        var taken = new List<(WebhookEvent, string?)>();
        while (await reader.ReadAsync())
        {
            var happened = WebhookEvent.Restore(
                EventId.Of(reader.GetString(0)), new MerchantId(reader.GetGuid(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5));
            taken.Add((happened, reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return taken;
    }
}
