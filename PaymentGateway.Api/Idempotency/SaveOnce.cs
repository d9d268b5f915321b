using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Idempotency;

/// <summary>
/// Saves a request's effect together with its answer. When somebody else has used the key in the meantime, or our own
/// commit's reply was lost on the way, the stored answer is given instead of an error. What was saved is published.
/// </summary>
internal sealed class SaveOnce(GatewayDb db, RequestKey key, StoredResponses responses, ChangePublisher changes)
{
    /// <summary>The answer holds a secret: it is stored encrypted.</summary>
    public bool IsSecret { get; set; }

    /// <param name="isSaved">Whether the effect is there, asked when the save failed without telling.</param>
    /// <exception cref="DbUpdateException">The database refuses the effect: the caller knows what that means.</exception>
    public async Task<IResult> SaveAsync<TResponse>(
        int statusCode, TResponse response, JsonTypeInfo<TResponse> shape, Func<Task<bool>> isSaved, CancellationToken cancel)
    {
        var answer = Record(statusCode, response, shape);
        var changed = Change.UnsavedIn(db);
        try
        {
            await db.SaveChangesAsync(cancel);
            changes.Publish(changed);
            return answer;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (key.Value is { } used && await responses.FindAsync(used, cancel) is { } first)
            {
                return first;
            }

            if (await isSaved())
            {
                changes.Publish(changed);
                return answer;
            }

            throw;
        }
    }

    private StoredJson Record<TResponse>(int statusCode, TResponse response, JsonTypeInfo<TResponse> shape)
    {
        var body = JsonSerializer.Serialize(response, shape);
        if (key.Value is { } used)
        {
            db.IdempotencyKeys.Add(used.Record(statusCode, IsSecret ? responses.Lock(body) : body));
        }

        return new StoredJson(statusCode, body, IsReplay: false);
    }
}
