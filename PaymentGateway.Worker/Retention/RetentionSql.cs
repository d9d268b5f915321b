using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Retention;

/// <summary>
/// Removes a batch of what is old. Raw, because EF Core has no SKIP LOCKED, which lets several workers purge side by side,
/// and no DELETE … RETURNING. Every age is by the database's clock.
/// </summary>
internal static class RetentionSql
{
    public static Task<int> AnswersAsync(GatewayDb db, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM idempotency_keys WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM idempotency_keys WHERE expires_at <= now()
            ORDER BY expires_at LIMIT {limit} FOR UPDATE SKIP LOCKED))
        """, cancel);

    /// <summary>
    /// Jobs that workers of an earlier release have finished: those of this one delete them. Counted in the same statement, so
    /// that no reader sees the totals go down.
    /// </summary>
    public static async Task<int> DoneJobsAsync(GatewayDb db, int limit, CancellationToken cancel) =>
        (await db.Database.SqlQuery<int>($"""
            WITH gone AS (
                DELETE FROM jobs WHERE id = ANY(ARRAY(
                    SELECT id FROM jobs WHERE state = 'done' ORDER BY finished_at LIMIT {limit} FOR UPDATE SKIP LOCKED))
                RETURNING kind, state),
            counted AS (
                INSERT INTO job_totals (kind, state, purged) SELECT kind, state, count(*) FROM gone GROUP BY kind, state
                ON CONFLICT (kind, state) DO UPDATE SET purged = job_totals.purged + excluded.purged)
            SELECT count(*)::int AS "Value" FROM gone
            """).ToListAsync(cancel))[0];

    /// <summary>Adds the totals of workers that are gone to those of all.</summary>
    public static Task<int> WorkerTotalsAsync(GatewayDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        WITH gone AS (
            DELETE FROM worker_job_totals t WHERE NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = t.worker)
            RETURNING kind, finished)
        INSERT INTO job_totals (kind, state, purged) SELECT kind, 'done', sum(finished) FROM gone GROUP BY kind
        ON CONFLICT (kind, state) DO UPDATE SET purged = job_totals.purged + excluded.purged
        """, cancel);

    // Per merchant, along the index of its list: another one by time alone would cost every delivery.
    public static Task<int> AttemptsAsync(GatewayDb db, TimeSpan age, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM webhook_attempts WHERE ctid = ANY(ARRAY(
            SELECT old.ctid FROM merchants m CROSS JOIN LATERAL (
                SELECT a.ctid FROM webhook_logs l JOIN webhook_attempts a ON a.webhook_id = l.id
                WHERE l.merchant_id = m.id AND l.created_at < now() - {age} AND l.status <> 'pending'
                LIMIT {limit}) old
            LIMIT {limit}))
        """, cancel);

    public static Task<int> DeliveriesAsync(GatewayDb db, TimeSpan age, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM webhook_logs WHERE id = ANY(ARRAY(
            SELECT old.id FROM merchants m CROSS JOIN LATERAL (
                SELECT l.id FROM webhook_logs l
                WHERE l.merchant_id = m.id AND l.created_at < now() - {age} AND l.status <> 'pending'
                    AND NOT EXISTS (SELECT 1 FROM webhook_attempts a WHERE a.webhook_id = l.id)
                LIMIT {limit} FOR UPDATE SKIP LOCKED) old
            LIMIT {limit}))
        """, cancel);

    /// <summary>That something happened to money is kept for good; only what was told of it expires.</summary>
    public static Task<int> EventBodiesAsync(GatewayDb db, TimeSpan age, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        UPDATE events SET body = NULL WHERE id = ANY(ARRAY(
            SELECT id FROM events e WHERE created_at < now() - {age} AND body IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM webhook_logs l WHERE l.event_id = e.id)
                AND NOT EXISTS (SELECT 1 FROM event_outbox o WHERE o.event_id = e.id)
            ORDER BY created_at LIMIT {limit} FOR UPDATE SKIP LOCKED))
        """, cancel);

    /// <summary>Of nobody's money, such as tests of an endpoint.</summary>
    public static Task<int> OtherEventsAsync(GatewayDb db, TimeSpan age, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM events WHERE id = ANY(ARRAY(
            SELECT id FROM events e WHERE created_at < now() - {age} AND body IS NULL
                AND type NOT LIKE 'payment.%' AND type NOT LIKE 'refund.%'
                AND NOT EXISTS (SELECT 1 FROM webhook_logs l WHERE l.event_id = e.id)
            LIMIT {limit} FOR UPDATE SKIP LOCKED))
        """, cancel);

    public static Task<int> SessionsAsync(GatewayDb db, TimeSpan age, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM sessions WHERE id = ANY(ARRAY(
            SELECT id FROM sessions WHERE least(expires_at, revoked_at) < now() - {age} LIMIT {limit} FOR UPDATE SKIP LOCKED))
        """, cancel);

    /// <summary>What is still pending may be asked after again, and must find its answer.</summary>
    public static Task<int> BankAnswersAsync(GatewayDb db, TimeSpan age, int limit, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM bank_authorisations WHERE reference = ANY(ARRAY(
            SELECT reference FROM bank_authorisations b WHERE ready_at < now() - {age}
                AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.id = b.reference AND p.status = 'pending')
                AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.id = b.reference AND r.status = 'pending')
                AND NOT EXISTS (SELECT 1 FROM jobs j
                    WHERE j.kind = 'reversal' AND j.ref = b.reference AND j.finished_at IS NULL)
            LIMIT {limit} FOR UPDATE SKIP LOCKED))
        """, cancel);

    /// <summary>Workers that died without a word.</summary>
    public static Task<int> WorkersAsync(GatewayDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"DELETE FROM workers WHERE seen_at < now() - interval '1 hour'", cancel);
}
