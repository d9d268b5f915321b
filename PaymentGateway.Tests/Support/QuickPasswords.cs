using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Support;

/// <summary>Hashes of a thousand rounds, for tests that do not ask how long a password takes.</summary>
internal static class QuickPasswords
{
    private static readonly PasswordHasher<Merchant> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

    public static string Hash(string password) => Hasher.HashPassword(null!, password);
}
