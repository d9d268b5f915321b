using System.Security.Cryptography;

namespace PaymentGateway.Dashboard.Responses;

/// <summary>A random word for one answer, by which its own scripts are known.</summary>
internal static class PageNonce
{
    private static readonly object Key = new();

    public static string Of(HttpContext http)
    {
        if (http.Items[Key] is not string nonce)
        {
            nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
            http.Items[Key] = nonce;
        }

        return nonce;
    }
}
