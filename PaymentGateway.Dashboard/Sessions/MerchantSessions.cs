using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// The sessions this process has met. The cookie has all it takes to continue one in another process or after a restart, so
/// nothing is lost with this memory except which sessions were logged out while the gateway was away.
/// </summary>
internal sealed class MerchantSessions(IOptions<SessionLimits> limits, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, MerchantSession> _sessions = new(StringComparer.Ordinal);

    // Until when each cookie might be presented again.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _loggedOut = new(StringComparer.Ordinal);

    public MerchantSession Start(IssuedSession issued)
    {
        var now = clock.GetUtcNow();
        var session = Add(SessionState.Start(issued, now));
        session.Confirm(now);
        return session;
    }

    /// <returns>The session of this cookie with what is newest of both; null when it has ended.</returns>
    public MerchantSession? Continue(SessionState state)
    {
        if (_loggedOut.ContainsKey(state.Key))
        {
            return null;
        }

        if (_sessions.TryGetValue(state.Key, out var known))
        {
            known.Merge(state);
        }
        else if (IsExpired(state))
        {
            return null;
        }

        return Alive(known ?? Add(state));
    }

    /// <returns>Null as soon as the session ends: its pages, told first, ask before it is removed here.</returns>
    public MerchantSession? Find(ClaimsPrincipal? user) =>
        SessionState.KeyOf(user) is { } key && _sessions.TryGetValue(key, out var session) ? Alive(session) : null;

    /// <summary>Its cookie is not accepted here again, even while the gateway cannot be asked.</summary>
    public void LogOut(MerchantSession session) =>
        _loggedOut[session.Key] = session.State.StartedAt + limits.Value.LongestLife;

    public void EndExpired()
    {
        foreach (var session in _sessions.Values)
        {
            Alive(session);
        }

        foreach (var (key, until) in _loggedOut)
        {
            if (until <= clock.GetUtcNow())
            {
                _loggedOut.TryRemove(key, out _);
            }
        }
    }

    private MerchantSession Add(SessionState state)
    {
        var added = new MerchantSession(state);
        var session = _sessions.GetOrAdd(state.Key, added);
        if (session == added)
        {
            session.Ended.Register(() => _sessions.TryRemove(KeyValuePair.Create(state.Key, session)));
        }

        return session;
    }

    private MerchantSession? Alive(MerchantSession session)
    {
        if (IsExpired(session.State))
        {
            session.End();
        }

        return session.Ended.IsCancellationRequested ? null : session;
    }

    private bool IsExpired(SessionState state)
    {
        var now = clock.GetUtcNow();
        return now - state.StartedAt >= limits.Value.LongestLife || now - state.UsedAt >= limits.Value.LongestIdle;
    }
}
