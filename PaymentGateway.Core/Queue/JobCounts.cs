using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Queue;

/// <summary>
/// The state of the queue over all kinds of job. Enquiries after a time-out and reversals are neither pending nor
/// processing: no payment waits for them.
/// </summary>
/// <param name="Pending">Due, and nobody has taken it; also the events in the outbox, each of which becomes a delivery.</param>
/// <param name="Processing">Running, or waiting for the bank's answer.</param>
/// <param name="Completed">Done, ever: a purge does not lower it.</param>
/// <param name="Failed">Dead, ever: a purge does not lower it.</param>
/// <param name="WorkerIsRunning">A worker has been seen within the last 15 seconds.</param>
public sealed record JobCounts(long Pending, long Processing, long Completed, long Failed, bool WorkerIsRunning)
{
    /// <summary>One statement, so that a job is counted once. Raw, because EF Core has no FILTER.</summary>
    public static Task<JobCounts> ReadAsync(GatewayDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<JobCounts>($"""
            SELECT
                count(*) FILTER (WHERE state = 'ready' AND run_at <= now() AND kind <> 'reversal')
                    + (SELECT count(*) FROM event_outbox) AS pending,
                count(*) FILTER (WHERE (state = 'running' AND kind <> 'reversal')
                    OR (state = 'ready' AND run_at > now() AND kind IN ('payment', 'refund'))) AS processing,
                count(*) FILTER (WHERE state = 'done')
                    + (SELECT coalesce(sum(purged), 0) FROM job_totals WHERE state = 'done')::bigint
                    + (SELECT coalesce(sum(finished), 0) FROM worker_job_totals)::bigint AS completed,
                count(*) FILTER (WHERE state = 'dead')
                    + (SELECT coalesce(sum(purged), 0) FROM job_totals WHERE state = 'dead')::bigint AS failed,
                EXISTS (SELECT 1 FROM workers WHERE seen_at > now() - interval '15 seconds') AS worker_is_running
            FROM jobs
            """).SingleAsync(cancel);
}
