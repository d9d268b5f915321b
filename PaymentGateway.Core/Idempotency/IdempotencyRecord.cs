using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Idempotency;

/// <summary>The answer to a request that carried an <c>Idempotency-Key</c>, committed together with its effect.</summary>
public sealed class IdempotencyRecord
{
    private IdempotencyRecord()
    {
    }

    public MerchantId MerchantId { get; private set; }

    /// <summary>A shopper's keys never meet those of the merchant's own server.</summary>
    public bool Payer { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Keyed hash of method, path and canonical body.</summary>
    public byte[] Fingerprint { get; private set; } = [];

    public short StatusCode { get; private set; }

    /// <summary>The body of the answer, character for character.</summary>
    public string Response { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static IdempotencyRecord Create(
        MerchantId merchant, bool payer, string key, byte[] fingerprint, int statusCode, string response) => new()
        {
            MerchantId = merchant,
            Payer = payer,
            Key = key,
            Fingerprint = fingerprint,
            StatusCode = (short)statusCode,
            Response = response,
        };
}
