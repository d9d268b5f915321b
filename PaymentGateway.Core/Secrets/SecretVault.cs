using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PaymentGateway.Core.Secrets;

/// <summary>
/// Keeps webhook secrets so that a copy of the database does not give them away. A value without our mark was seeded, or
/// set by SQL as the brief does, and is used as it stands.
/// </summary>
public sealed class SecretVault(IDataProtectionProvider protection)
{
    private const string Mark = "dp1:";

    private readonly IDataProtector _protector = protection.CreateProtector("webhook-secret.v1");

    public string Lock(string secret) => Mark + _protector.Protect(secret);

    /// <param name="secret">Null: none is stored, or it cannot be decrypted.</param>
    /// <returns>
    /// False: it cannot be decrypted. The database was restored with another master key, or a key of the ring is lost.
    /// </returns>
    public bool TryOpen(string? stored, out string? secret)
    {
        secret = stored;
        if (stored is null || !stored.StartsWith(Mark, StringComparison.Ordinal))
        {
            return true;
        }

        try
        {
            secret = _protector.Unprotect(stored[Mark.Length..]);
            return true;
        }
        catch (CryptographicException)
        {
            secret = null;
            return false;
        }
    }
}
