using System.Security.Cryptography;
using System.Text;

namespace PaymentGateway.Core.Merchants;

/// <summary>An API key, which may be seen, and its secret, which is shown once and stored as a hash.</summary>
public sealed class ApiCredentials
{
    private const string TestPrefix = "key_test_";
    private const int SecretBytes = 32; // 256 bits: a plain hash suffices where guessing is hopeless (ASVS 6.5.2)

    private ApiCredentials(string key, string secret)
    {
        Key = key;
        Secret = secret;
    }

    public string Key { get; }

    public string Secret { get; }

    public string SecretHash => Hash(Secret);

    public static ApiCredentials Of(string key, string secret) => new(key, secret);

    public static ApiCredentials New(bool forTests) =>
        NewSecretFor((forTests ? TestPrefix : "key_live_") + RandomNumberGenerator.GetHexString(24, lowercase: true));

    public static ApiCredentials NewSecretFor(string key)
    {
        var mode = key.StartsWith(TestPrefix, StringComparison.Ordinal) ? "test" : "live";
        return new(key, $"secret_{mode}_{RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true)}");
    }

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in constant time.</summary>
    public static bool Matches(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));

    public override string ToString() => Key;
}
