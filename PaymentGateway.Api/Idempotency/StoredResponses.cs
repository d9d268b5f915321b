using System.Diagnostics.CodeAnalysis;
using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Idempotency;

/// <summary>The responses to keys that are within their 24 hours. Keys of requests that arrive together are looked up together.</summary>
internal sealed class StoredResponses(BatchQueue<IdempotencyKey, KeyLookup> lookups, SecretVault vault)
{
    /// <returns>The first response, or an error when it cannot be given; null: the key is new.</returns>
    public async Task<IResult?> FindAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        if ((await lookups.RunAsync(key, cancellationToken)).Response is not { } stored)
        {
            return null;
        }

        if (!stored.Fingerprint.AsSpan().SequenceEqual(key.Fingerprint))
        {
            IdempotencyMetrics.Reused();
            return ApiErrors.IdempotencyKeyReused;
        }

        if (!TryOpen(stored.Body, out var body))
        {
            IdempotencyMetrics.Unreadable();
            return ApiErrors.IdempotencyResponseUnreadable;
        }

        IdempotencyMetrics.Replayed();
        return new StoredJson(stored.StatusCode, body, IsReplay: true);
    }

    /// <summary>A response with a secret in it, as it may be stored: a JSON string of no use to a reader of the table.</summary>
    public string Lock(string body) => $"\"{vault.Lock(body)}\"";

    private bool TryOpen(string stored, [NotNullWhen(true)] out string? body)
    {
        body = stored;
        return stored is not ['"', .. var locked, '"'] || vault.TryOpen(locked, out body) && body is not null;
    }
}
