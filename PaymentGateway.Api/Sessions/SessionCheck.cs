using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Sessions;

/// <summary>Whether a session goes on. Never from memory: a log-out counts for the very next request, in every process.</summary>
internal sealed class SessionCheck(GatewayDb db, TimeProvider clock)
{
    /// <summary>How exactly idleness is measured; a write at every request would be a row a click.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    public static Expression<Func<Session, bool>> IsAlive(DateTimeOffset now)
    {
        var idleSince = now - Session.LongestIdle;
        return s => s.RevokedAt == null && s.ExpiresAt > now && s.LastSeenAt > idleSince && s.Merchant!.IsActive;
    }

    public async Task<bool> IsAliveAsync(Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var seen = await db.Sessions.Where(s => s.Id == id).Where(IsAlive(now))
            .Select(s => (DateTimeOffset?)s.LastSeenAt).SingleOrDefaultAsync(cancel);
        if (seen < now - Grain)
        {
            await db.Sessions.Where(s => s.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancel);
        }

        return seen is not null;
    }
}
