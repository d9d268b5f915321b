using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Idempotency;

/// <summary>Looks up the stored responses of a batch of keys.</summary>
internal sealed class KeyLookups(BatchConnections connections) : IBatchStep<IdempotencyKey, KeyLookup>
{
    public string Name => "look up idempotency keys";

    public async Task<IReadOnlyList<KeyLookup?>> RunAsync(IReadOnlyList<IdempotencyKey> items, bool waitsForLocks)
    {
        StoredKey[] keys = [.. items.Select(key => key.Stored)];
        var responses = await connections.RunAsync(connection => IdempotencySql.FindAsync(connection, keys));
        return [.. responses.Select(response => new KeyLookup(response))];
    }

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}

/// <param name="Response">Null: the key is new.</param>
internal sealed record KeyLookup(StoredResponse? Response);
