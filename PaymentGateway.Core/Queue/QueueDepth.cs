using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Queue;

/// <summary>What waits in the queue of one kind.</summary>
/// <param name="Due">To run now, and nobody has taken it; of webhooks also the events in the outbox, each of which becomes one.</param>
/// <param name="Scheduled">To run later: a bank thinks, or a receiver is tried again.</param>
/// <param name="OldestDueSeconds">How late the latest is, of those that have a time.</param>
public sealed record QueueDepth(string Kind, long Due, long Scheduled, long Running, double OldestDueSeconds)
{
    /// <summary>One statement over the partial indexes of live jobs. Raw, because EF Core has no unnest of literals.</summary>
    public static Task<List<QueueDepth>> ReadAsync(GatewayDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<QueueDepth>($"""
            SELECT k.kind,
                (SELECT count(*) FROM jobs WHERE kind = k.kind AND state = 'ready' AND run_at <= now())
                    + CASE k.kind WHEN 'webhook' THEN (SELECT count(*) FROM event_outbox) ELSE 0 END AS due,
                (SELECT count(*) FROM jobs WHERE kind = k.kind AND state = 'ready' AND run_at > now()) AS scheduled,
                (SELECT count(*) FROM jobs WHERE kind = k.kind AND state = 'running') AS running,
                coalesce(extract(epoch FROM now() - least(
                    (SELECT min(run_at) FROM jobs WHERE kind = k.kind AND state = 'ready' AND run_at > 'epoch' AND run_at <= now()),
                    CASE k.kind WHEN 'webhook' THEN (
                        SELECT min(e.created_at) FROM event_outbox o JOIN events e ON e.id = o.event_id) END)), 0)::float8 AS oldest_due_seconds
            FROM unnest({JobKinds.WireNames}) AS k(kind)
            """).ToListAsync(cancel);
}
