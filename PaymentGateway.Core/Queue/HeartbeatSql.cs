using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Queue;

/// <summary>Raw, because EF Core has no upsert; times are the database's.</summary>
public static class HeartbeatSql
{
    public static Task BeatAsync(GatewayDb db, string id, int inFlight, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO workers (id, seen_at, in_flight, draining) VALUES ({id}, now(), {inFlight}, false)
            ON CONFLICT (id) DO UPDATE SET seen_at = now(), in_flight = {inFlight}
            """, cancel);

    /// <summary>Whether any worker has been seen within the last 15 seconds.</summary>
    public static Task<bool> IsAnyAliveAsync(GatewayDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<bool>(
            $"SELECT EXISTS (SELECT 1 FROM workers WHERE seen_at > now() - interval '15 seconds') AS \"Value\"").SingleAsync(cancel);

    public static Task RemoveAsync(GatewayDb db, string id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"DELETE FROM workers WHERE id = {id} OR seen_at < now() - interval '1 hour'", cancel);
}
