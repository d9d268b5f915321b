using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// Both signatures of a delivery. The key is the secret as the merchant sees it, prefix included, as UTF-8 bytes; the
/// message is the exact bytes sent.
/// </summary>
public static class WebhookSignature
{
    /// <summary>For <c>X-Webhook-Signature</c>: lower-case hex over the body.</summary>
    public static string OfBody(string secret, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <summary>For <c>webhook-signature</c> of Standard Webhooks: base64 over id, unix seconds of the attempt, and body.</summary>
    /// <param name="secrets">Every valid one, newest first: an entry for each.</param>
    public static string OfAttempt(EventId id, DateTimeOffset at, string body, params ReadOnlySpan<string> secrets)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = Encoding.UTF8.GetBytes($"{id.Value}.{seconds}.{body}");
        var entries = new string[secrets.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secrets[i]), message));
        }

        return string.Join(' ', entries);
    }
}
