using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// Carries a session's newest tokens through the page to the other processes and to the cookie, which a circuit cannot set.
/// Encrypted, and no replacement for the cookie: it is accepted only together with a cookie or a circuit of the same session.
/// </summary>
internal sealed class SessionTransfer(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("session-transfer.v1").ToTimeLimitedDataProtector();

    public string Protect(SessionState state) => _protector.Protect(state.ToJson(), Lifetime);

    /// <returns>Whether the text was of this session; then the session has its tokens if they are newer.</returns>
    public bool TryApply(string text, MerchantSession session)
    {
        if (Unprotect(text) is not { } state || state.Key != session.Key)
        {
            return false;
        }

        session.Merge(state);
        return true;
    }

    private SessionState? Unprotect(string text)
    {
        try
        {
            return SessionState.Parse(_protector.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
