using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Queue;

/// <summary>
/// What the queue asks of PostgreSQL. Raw, because EF Core has no SKIP LOCKED, no UPDATE … RETURNING and no LATERAL limit.
/// Every time is the database's.
/// </summary>
public static class JobSql
{
    private const long LanesLock = 0x7765_6268_6f6f_6b73; // any number nobody else takes: "webhooks"

    /// <summary>New jobs, which run in their order; due now unless they say otherwise.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<Job> jobs) =>
        new NpgsqlBatchCommand("""
            INSERT INTO jobs (kind, ref, lane, max_attempts, traceparent, run_at, state, attempt, fence, dispatch_count)
            SELECT kind, ref, lane, max_attempts, traceparent, coalesce(run_at, now()), 'ready', 0, 0, 0
            FROM unnest($1, $2, $3, $4, $5, $6) AS i (kind, ref, lane, max_attempts, traceparent, run_at)
            """)
            .WithTexts(jobs, j => JobKinds.WireName(j.Kind))
            .WithTexts(jobs, j => j.Ref)
            .WithGuids(jobs, j => j.Lane)
            .WithNumbers(jobs, j => j.MaxAttempts)
            .WithTexts(jobs, j => j.Traceparent)
            .WithTimes(jobs, j => j.RunAt == default ? null : j.RunAt);

    /// <summary>A cheap query, because it is asked often and mostly finds nothing.</summary>
    /// <returns>The kinds with jobs to send out, and the time until the next of the other jobs is due; null: there are none.</returns>
    public static async Task<(IReadOnlyList<JobKind> Due, TimeSpan? NextIn)> FindDueAsync(
        GatewayDb db, TimeSpan redispatchAfter, CancellationToken cancellationToken)
    {
        var kinds = await db.Database.SqlQuery<KindDue>($"""
            SELECT kind, EXISTS (
                    SELECT 1 FROM jobs WHERE jobs.kind = kind.kind AND state = 'ready' AND run_at <= now()
                      AND (dispatched_at IS NULL OR dispatched_at < now() - {redispatchAfter})) AS is_due,
                (SELECT min(run_at) FROM jobs WHERE jobs.kind = kind.kind AND state = 'ready' AND run_at > now()) - now() AS next_in
            FROM unnest({JobKinds.WireNames}) AS kind
            """).ToListAsync(cancellationToken);
        return ([.. kinds.Where(kind => kind.IsDue).Select(kind => JobKinds.FromWireName(kind.Kind))], kinds.Min(kind => kind.NextIn));
    }

    /// <summary>
    /// Marks due payment or refund jobs that have no fresh hint as dispatched, and returns their ids. The caller adds
    /// the hints and then commits, without waiting for the disk: a mark lost with the server is made again. Only the
    /// oldest are looked at, those that have been claimed before and those that never were apart: so the stream stays
    /// short, and what has begun does not wait until everything has.
    /// </summary>
    /// <param name="limit">How many of either may be in the stream and unclaimed.</param>
    public static Task<List<long>> TakeDueAsync(
        GatewayDb db, JobKind kind, TimeSpan redispatchAfter, int limit, CancellationToken cancel) =>
        db.Database.SqlQuery<long>($"""
            WITH oldest AS (
                (SELECT id, dispatched_at FROM jobs
                 WHERE kind = {JobKinds.WireName(kind)} AND state = 'ready' AND run_at <= now() AND fence > 0
                 ORDER BY run_at, id LIMIT {limit})
                UNION ALL
                (SELECT id, dispatched_at FROM jobs
                 WHERE kind = {JobKinds.WireName(kind)} AND state = 'ready' AND run_at <= now() AND fence = 0
                 ORDER BY run_at, id LIMIT {limit}))
            UPDATE jobs SET dispatched_at = now(), dispatch_count = dispatch_count + 1
            WHERE id IN (
                SELECT id FROM jobs
                WHERE id IN (
                    SELECT id FROM oldest WHERE dispatched_at IS NULL OR dispatched_at < now() - {redispatchAfter})
                  AND state = 'ready' AND (dispatched_at IS NULL OR dispatched_at < now() - {redispatchAfter})
                FOR UPDATE SKIP LOCKED)
              AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            RETURNING id
            """).ToListAsync(cancel);

    /// <summary>One dispatcher at a time, until its transaction ends: two would each fill up what a lane's limit leaves free.</summary>
    public static Task<bool> TryLockLanesAsync(GatewayDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({LanesLock}) AS \"Value\"").SingleAsync(cancel);

    /// <summary>
    /// The same for deliveries, fair between merchants: each lane gets what its endpoint's limit leaves free, counting what
    /// runs and what has been sent out. While its circuit is open that is only what somebody has asked for, and half open it
    /// is one probe. Lanes are found by skipping along the index.
    /// </summary>
    public static Task<List<long>> TakeDueInLanesAsync(
        GatewayDb db, TimeSpan redispatchAfter, int limit, CancellationToken cancel) =>
        db.Database.SqlQuery<long>($"""
            WITH RECURSIVE lanes AS (
                (SELECT lane FROM jobs WHERE state = 'ready' AND lane IS NOT NULL ORDER BY lane LIMIT 1)
                UNION ALL
                SELECT (SELECT lane FROM jobs WHERE state = 'ready' AND lane > lanes.lane ORDER BY lane LIMIT 1)
                FROM lanes WHERE lanes.lane IS NOT NULL)
            UPDATE jobs SET dispatched_at = now(), dispatch_count = dispatch_count + 1
            WHERE id IN (
                SELECT due.id FROM lanes
                JOIN webhook_endpoints e ON e.merchant_id = lanes.lane
                CROSS JOIN LATERAL (
                    SELECT id FROM jobs
                    WHERE lane = e.merchant_id AND state = 'ready'
                      AND run_at <= CASE WHEN e.open_until > now() THEN 'epoch'::timestamptz ELSE now() END
                      AND (dispatched_at IS NULL OR dispatched_at < now() - {redispatchAfter})
                    ORDER BY run_at, id
                    LIMIT GREATEST(0, CASE WHEN e.open_until <= now() THEN 1 ELSE e.max_in_flight END
                        - (SELECT count(*) FROM jobs r WHERE r.lane = e.merchant_id AND r.state = 'running')
                        - (SELECT count(*) FROM jobs s WHERE s.lane = e.merchant_id AND s.state = 'ready'
                             AND s.dispatched_at IS NOT NULL AND s.dispatched_at >= now() - {redispatchAfter}))
                    FOR UPDATE SKIP LOCKED) due
                LIMIT {limit})
              AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            RETURNING id
            """).ToListAsync(cancel);

    /// <summary>Takes the lease of those jobs that are still ready and due. The rest were hinted twice, or too early.</summary>
    public static Task<List<ClaimedJob>> ClaimAsync(
        GatewayDb db, long[] ids, string owner, TimeSpan lease, CancellationToken cancel) =>
        db.Database.SqlQuery<ClaimedJob>($"""
            UPDATE jobs SET state = 'running', attempt = attempt + 1, fence = fence + 1,
                first_claimed_at = coalesce(first_claimed_at, now()),
                lease_owner = {owner}, lease_until = now() + {lease}
            WHERE id = ANY({ids}) AND state = 'ready' AND run_at <= now()
            RETURNING id, kind, ref, lane, attempt, max_attempts, fence, traceparent, run_at, first_claimed_at, now() AS claimed_at
            """).ToListAsync(cancel);

    /// <summary>
    /// Gives jobs back whose worker died or hangs: anybody may claim them, and the old fence is void then. One that has cost
    /// its last try is given up: perhaps it is what kills them.
    /// </summary>
    public static Task<int> FreeExpiredAsync(GatewayDb db, int limit, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET lease_owner = NULL, lease_until = NULL, dispatched_at = NULL,
                state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'ready' END,
                finished_at = CASE WHEN attempt >= max_attempts THEN now() END,
                last_error = CASE WHEN attempt >= max_attempts THEN 'The lease ran out at the last try.' ELSE last_error END
            WHERE id IN (
                SELECT id FROM jobs WHERE state = 'running' AND lease_until < now() LIMIT {limit} FOR UPDATE SKIP LOCKED)
            """, cancel);

    /// <summary>
    /// Gives back what <paramref name="owner"/> has claimed and does not run: the answer to its claim was lost, or a failure
    /// could not be written. Otherwise it would wait until the lease is over. One at its last try does: it may be given up then.
    /// </summary>
    /// <param name="running">The jobs that the owner runs.</param>
    /// <param name="remaining">Leases that last longer are too new: the answer to the claim may still be under way.</param>
    public static Task<int> ReleaseUnknownAsync(
        GatewayDb db, string owner, long[] running, TimeSpan remaining, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET state = 'ready', lease_owner = NULL, lease_until = NULL, dispatched_at = NULL
            WHERE state = 'running' AND lease_until < now() + {remaining} AND lease_owner = {owner} AND id <> ALL({running})
              AND attempt < max_attempts
            """, cancellationToken);

    /// <summary>Makes jobs whose notification was read and that nobody has claimed due for another one.</summary>
    public static Task<int> ReturnUnclaimedAsync(GatewayDb db, long[] ids, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET dispatched_at = NULL WHERE id = ANY({ids}) AND state = 'ready'
            """, cancellationToken);

    /// <summary>Gives back what this worker still holds when it stops.</summary>
    public static Task<int> ReleaseAllOfAsync(GatewayDb db, string owner, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET state = 'ready', lease_owner = NULL, lease_until = NULL, dispatched_at = NULL
            WHERE lease_owner = {owner} AND state = 'running'
            """, cancel);

    private sealed record KindDue(string Kind, bool IsDue, TimeSpan? NextIn);
}
