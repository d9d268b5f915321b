using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Idempotency;

/// <summary>The key a request came with, whose it is, and what it asks for.</summary>
/// <param name="Key">As it is stored.</param>
/// <param name="Fingerprint">Keyed hash of method, path and canonical body.</param>
internal sealed record IdempotencyKey(MerchantId Merchant, bool Payer, string Key, byte[] Fingerprint)
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;
    private const string HashPrefix = "hmac-sha256:";

    public StoredKey Stored => new(Merchant, Payer, Key);

    /// <summary>What is stored together with the request's effect.</summary>
    public IdempotencyRecord Record(int statusCode, string response) =>
        IdempotencyRecord.Create(Merchant, Payer, Key, Fingerprint, statusCode, response);

    /// <summary>Bare, or in the double quotes of the IETF draft. An empty header counts as none.</summary>
    /// <returns>False: there is something that is not a key.</returns>
    public static bool TryRead(HttpRequest request, out string? key)
    {
        key = null;
        var values = request.Headers[Header];
        if (values.Count == 0 || values is [""])
        {
            return true;
        }

        if (values is not [{ } text])
        {
            return false;
        }

        key = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        return key.Length is > 0 and <= MaxLength && key.All(c => c is >= ' ' and <= '~');
    }

    /// <summary>
    /// A key with a card number in it is stored as a keyed hash. So is one that begins as those hashes do: no key that is sent
    /// can be the hash of another.
    /// </summary>
    public static string StoredForm(byte[] secret, string key)
    {
        if (!StrayCardNumber.IsIn(key) && !key.StartsWith(HashPrefix, StringComparison.Ordinal))
        {
            return key;
        }

        var hash = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{Header}\n{key}"));
        return HashPrefix + Convert.ToHexStringLower(hash);
    }

    /// <summary>
    /// Keyed, so that a stolen table cannot be tried back to a card number; the security code stays out altogether.
    /// </summary>
    public static byte[] FingerprintOf(byte[] secret, HttpRequest request, JsonElement? body)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}\n"));
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (body is { } root)
            {
                CanonicalJson.Write(json, root);
            }
        }

        return HMACSHA256.HashData(secret, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
