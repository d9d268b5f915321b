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

    public async Task InvokeAsync(HttpContext http, SaveOnce once, SavedAnswers answers)
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
        once.Key = new IdempotencyKey(merchant, route.Payer, stored, fingerprint);
        await AnswerOnceAsync(http, once.Key, answers);
    }

    private async Task AnswerOnceAsync(HttpContext http, IdempotencyKey key, SavedAnswers answers)
    {
        var cancel = http.RequestAborted;
        using var pass = await gate.EnterAsync(http, (key.Merchant, key.Payer, key.Key), LongestWait);
        if (pass is null)
        {
            IdempotencyMetrics.InUse();
            await ApiErrors.IdempotencyKeyInUse.ExecuteAsync(http);
        }
        else if (await answers.FindAsync(key, cancel) is { } first)
        {
            await first.ExecuteAsync(http);
        }
        else
        {
            await next(http);
        }
    }
}
