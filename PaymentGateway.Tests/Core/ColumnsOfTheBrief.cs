using Npgsql;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>The tables have the columns that the brief lists; amounts are wider and times have zones, on purpose.</summary>
public sealed class ColumnsOfTheBrief(Servers servers)
{
    private const string Time = "timestamp with time zone";
    private const string Text = "character varying";

    public static TheoryData<string, string> Columns => new()
    {
        { "refunds.id", $"{Text} 64" },
        { "refunds.payment_id", $"{Text} 64" },
        { "refunds.merchant_id", "uuid" },
        { "refunds.amount", "bigint" },
        { "refunds.reason", "text" },
        { "refunds.status", $"{Text} 20" },
        { "refunds.created_at", Time },
        { "refunds.processed_at", Time },
        { "webhook_logs.id", "uuid" },
        { "webhook_logs.merchant_id", "uuid" },
        { "webhook_logs.event", $"{Text} 50" },
        { "webhook_logs.payload", "json" },
        { "webhook_logs.status", $"{Text} 20" },
        { "webhook_logs.attempts", "integer" },
        { "webhook_logs.last_attempt_at", Time },
        { "webhook_logs.next_retry_at", Time },
        { "webhook_logs.response_code", "integer" },
        { "webhook_logs.response_body", "text" },
        { "webhook_logs.created_at", Time },
        { "idempotency_keys.key", $"{Text} 255" },
        { "idempotency_keys.merchant_id", "uuid" },
        { "idempotency_keys.response", "json" },
        { "idempotency_keys.created_at", Time },
        { "idempotency_keys.expires_at", Time },
        { "merchants.webhook_secret", "text" }, // encrypted, it is longer than the brief's 64
        { "merchants.webhook_url", $"{Text} 255" },
        { "payments.captured", "boolean" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Each_listed_column_is_there(string column, string type)
    {
        await using var source = NpgsqlDataSource.Create(await servers.EmptyDatabaseAsync());
        await using var command = source.CreateCommand("""
            SELECT data_type || coalesce(' ' || character_maximum_length, '') FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name || '.' || column_name = $1
            """);
        command.Parameters.AddWithValue(column);

        Assert.Equal(type, await command.ExecuteScalarAsync());
    }
}
