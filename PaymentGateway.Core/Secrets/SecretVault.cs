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

    public string? Open(string? stored) =>
        stored is not null && stored.StartsWith(Mark, StringComparison.Ordinal)
            ? _protector.Unprotect(stored[Mark.Length..])
            : stored;
}
