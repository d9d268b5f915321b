using System.Security.Cryptography;
using System.Text;

namespace PaymentGateway.Checkout.Demo;

/// <summary>What every receiver must do first: the raw bytes, the shared secret, a compare that takes the same time.</summary>
internal static class WebhookSignature
{
    public static bool IsValid(byte[] body, string? signature, string? secret)
    {
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(secret))
        {
            return false;
        }

        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature));
    }
}
