using System.Buffers.Text;
using System.Security.Cryptography;

namespace PaymentGateway.Core.Webhooks;

public static class WebhookSecrets
{
    /// <summary>256 random bits as <c>whsec_</c> and base64url: 49 characters, within the column's 64.</summary>
    public static string New() => "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
