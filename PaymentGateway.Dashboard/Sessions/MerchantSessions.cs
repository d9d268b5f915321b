using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// Everybody who is logged in, in the memory of this process: a restart asks for passwords again, and no disk or browser
/// ever holds a token.
/// </summary>
internal sealed class MerchantSessions(IOptions<SessionLimits> limits, TimeProvider clock)
{
    private const string Claim = "session";

    private readonly ConcurrentDictionary<string, MerchantSession> _sessions = new(StringComparer.Ordinal);

    public ClaimsPrincipal Add(IssuedSession issued, string scheme)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var session = new MerchantSession(key, issued, clock.GetUtcNow());
        _sessions[key] = session;
        session.Ended.Register(() => _sessions.TryRemove(key, out _));
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(Claim, key)], scheme));
    }

    /// <returns>Null as soon as the session ends: its pages, told first, ask before it is removed here.</returns>
    public MerchantSession? Find(ClaimsPrincipal? user) =>
        user?.FindFirstValue(Claim) is { } key && _sessions.TryGetValue(key, out var session)
            && !session.Ended.IsCancellationRequested && !EndIfExpired(session)
            ? session
            : null;

    public void EndExpired()
    {
        foreach (var session in _sessions.Values)
        {
            EndIfExpired(session);
        }
    }

    private bool EndIfExpired(MerchantSession session)
    {
        var now = clock.GetUtcNow();
        var isExpired = now - session.StartedAt >= limits.Value.LongestLife || now - session.UsedAt >= limits.Value.LongestIdle;
        if (isExpired)
        {
            session.End();
        }

        return isExpired;
    }
}
