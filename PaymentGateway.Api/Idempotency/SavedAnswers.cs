using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Idempotency;

/// <summary>What was answered before to a key that is still within its 24 hours.</summary>
internal sealed class SavedAnswers(GatewayDb db, SecretVault vault)
{
    /// <returns>The first answer, or an error when it cannot be given; null: the key is new.</returns>
    public async Task<IResult?> FindAsync(IdempotencyKey key, CancellationToken cancel)
    {
        // Expiry is the database's to judge; an expired row is as good as gone, and is cleared out of the way here.
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT status_code, response::text AS response, fingerprint, expires_at <= now() AS is_expired FROM idempotency_keys
            WHERE merchant_id = {key.Merchant.Value} AND payer = {key.Payer} AND key = {key.Key}
            """).ToListAsync(cancel);
        if (rows is not [var row])
        {
            return null;
        }

        if (row.IsExpired)
        {
            await db.Database.ExecuteSqlAsync($"""
                DELETE FROM idempotency_keys WHERE merchant_id = {key.Merchant.Value} AND payer = {key.Payer}
                    AND key = {key.Key} AND expires_at <= now()
                """, cancel);
            return null;
        }

        if (!row.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint))
        {
            IdempotencyMetrics.Reused();
            return ApiErrors.IdempotencyKeyReused;
        }

        if (!TryOpen(row.Response, out var body))
        {
            IdempotencyMetrics.Unreadable();
            return ApiErrors.IdempotencyResponseUnreadable;
        }

        IdempotencyMetrics.Replayed();
        return new StoredJson(row.StatusCode, body, IsReplay: true);
    }

    /// <summary>An answer with a secret in it, as it may be stored: a JSON string of no use to a reader of the table.</summary>
    public string Lock(string body) => $"\"{vault.Lock(body)}\"";

    private bool TryOpen(string stored, [NotNullWhen(true)] out string? body)
    {
        body = stored;
        return stored is not ['"', .. var locked, '"'] || vault.TryOpen(locked, out body) && body is not null;
    }

    private sealed record Row(short StatusCode, string Response, byte[] Fingerprint, bool IsExpired);
}
