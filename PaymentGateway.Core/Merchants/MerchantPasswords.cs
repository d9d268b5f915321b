using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Core.Merchants;

/// <summary>Passwords, as slow to try as ASVS asks: PBKDF2 with 600,000 rounds.</summary>
public static class MerchantPasswords
{
    /// <summary>In characters; of new passwords.</summary>
    public const int MinLength = 12;

    /// <summary>In characters.</summary>
    public const int MaxLength = 255;

    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    /// <summary>Of new hashes; a stored one names its own. Only tests set it: 600,000 take half a second.</summary>
    internal static int Rounds { get; set; } = 600_000;

    private static PasswordHasher<Merchant> Hasher => new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    /// <summary>Twenty letters and digits: beyond guessing, and fit to be typed once.</summary>
    public static string New() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);

    public static string Hash(Merchant merchant, string password) => Hasher.HashPassword(merchant, password);

    /// <summary>Without a merchant the same work is done, so that the time taken does not tell who has an account.</summary>
    public static bool Matches(Merchant? merchant, string password) =>
        Hasher.VerifyHashedPassword(merchant!, merchant?.PasswordHash is { Length: > 0 } hash ? hash : NobodysHash.Value, password)
            is not PasswordVerificationResult.Failed && merchant is not null;
}
