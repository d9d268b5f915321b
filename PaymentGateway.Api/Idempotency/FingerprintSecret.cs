namespace PaymentGateway.Api.Idempotency;

/// <summary>The key of all fingerprints; the same in every API process.</summary>
internal sealed record FingerprintSecret(byte[] Bytes);
