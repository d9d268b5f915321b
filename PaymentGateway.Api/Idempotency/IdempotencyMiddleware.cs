using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Requests;

namespace PaymentGateway.Api.Idempotency;

/// <summary>
/// A known key is answered before anything but authentication and JSON syntax is judged: a replay stays a replay, whatever
/// has become of the order since.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, KeyedGate gate, FingerprintSecret secret)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext http, RequestKey requestKey, StoredResponses responses)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Idempotent>() is not { } route)
        {
            await next(http);
            return;
        }

        if (!IdempotencyKey.TryRead(http.Request, out var text))
        {
            await ApiErrors.IdempotencyKeyInvalid.ExecuteAsync(http);
            return;
        }

        if (text is null || await route.FindOwnerAsync(http) is not { } merchant)
        {
            await next(http);
            return;
        }

        var fingerprint = IdempotencyKey.FingerprintOf(secret.Bytes, http.Request, JsonBody.Of(http));
        var stored = IdempotencyKey.StoredForm(secret.Bytes, text);
        requestKey.Value = new IdempotencyKey(merchant, route.Payer, stored, fingerprint);
        await RespondOnceAsync(http, requestKey.Value, responses);
    }

    private async Task RespondOnceAsync(HttpContext http, IdempotencyKey key, StoredResponses responses)
    {
        using var pass = await gate.EnterAsync(http, (key.Merchant, key.Payer, key.Key), LongestWait);
        if (pass is null)
        {
            IdempotencyMetrics.InUse();
            await ApiErrors.IdempotencyKeyInUse.ExecuteAsync(http);
        }
        else if (await responses.FindAsync(key, http.RequestAborted) is { } first)
        {
            await first.ExecuteAsync(http);
        }
        else
        {
            await next(http);
        }
    }
}
