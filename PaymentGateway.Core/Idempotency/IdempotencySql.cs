using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Idempotency;

/// <summary>Reads and writes stored responses for a whole batch.</summary>
public static class IdempotencySql
{
    // The database's clock decides about expiry.
    private const string Find = """
        SELECT i.n, k.status_code, k.response::text, k.fingerprint, k.expires_at <= now()
        FROM unnest($1, $2, $3) WITH ORDINALITY AS i (merchant_id, payer, key, n)
        JOIN idempotency_keys k ON k.merchant_id = i.merchant_id AND k.payer = i.payer AND k.key = i.key
        """;

    private const string DeleteExpired = """
        DELETE FROM idempotency_keys k USING unnest($1, $2, $3) AS i (merchant_id, payer, key)
        WHERE k.merchant_id = i.merchant_id AND k.payer = i.payer AND k.key = i.key AND k.expires_at <= now()
        """;

    /// <returns>The stored response of each key, in their order; null: there is none. Expired ones are deleted.</returns>
    public static async Task<StoredResponse?[]> FindAsync(NpgsqlConnection connection, IReadOnlyList<StoredKey> keys)
    {
        var (found, hasExpired) = await ReadAsync(connection, keys);
        if (hasExpired)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { WithKeys(DeleteExpired, keys) } };
            await batch.ExecuteNonQueryAsync();
        }

        return found;
    }

    /// <summary>The responses to new keys. They expire after 24 hours.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<IdempotencyRecord> records) =>
        new NpgsqlBatchCommand("""
            INSERT INTO idempotency_keys (merchant_id, payer, key, fingerprint, status_code, response)
            SELECT merchant_id, payer, key, fingerprint, status_code, response::json
            FROM unnest($1, $2, $3, $4, $5, $6) AS i (merchant_id, payer, key, fingerprint, status_code, response)
            ORDER BY merchant_id, payer, key
            """) // in order, so that two processes with the same keys cannot deadlock
            .WithGuids(records, r => r.MerchantId.Value)
            .WithFlags(records, r => r.Payer)
            .WithTexts(records, r => r.Key)
            .WithBytes(records, r => r.Fingerprint)
            .WithNumbers(records, r => r.StatusCode)
            .WithTexts(records, r => r.Response);

    private static async Task<(StoredResponse?[] Found, bool HasExpired)> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<StoredKey> keys)
    {
        var (found, hasExpired) = (new StoredResponse?[keys.Count], false);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { WithKeys(Find, keys) } };
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (reader.GetBoolean(4))
            {
                hasExpired = true;
            }
            else
            {
                found[reader.GetInt64(0) - 1] =
                    new StoredResponse(reader.GetInt16(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3));
            }
        }

        return (found, hasExpired);
    }

    private static NpgsqlBatchCommand WithKeys(string sql, IReadOnlyList<StoredKey> keys) =>
        new NpgsqlBatchCommand(sql)
            .WithGuids(keys, key => key.Merchant.Value).WithFlags(keys, key => key.Payer).WithTexts(keys, key => key.Key);
}

/// <summary>A key in the form in which it is stored.</summary>
/// <param name="Payer">A shopper's key, not one of the merchant's server.</param>
public readonly record struct StoredKey(MerchantId Merchant, bool Payer, string Key);

/// <param name="Body">Character for character.</param>
/// <param name="Fingerprint">Keyed hash of the request that the response belongs to.</param>
public sealed record StoredResponse(int StatusCode, string Body, byte[] Fingerprint);
