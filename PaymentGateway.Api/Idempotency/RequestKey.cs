namespace PaymentGateway.Api.Idempotency;

/// <summary>The idempotency key of this request, set by the middleware; null: it has none.</summary>
internal sealed class RequestKey
{
    public IdempotencyKey? Value { get; set; }
}
