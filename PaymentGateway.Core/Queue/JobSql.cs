using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Queue;

/// <summary>How jobs begin and end. Every time is the database's.</summary>
public static class JobSql
{
    /// <summary>
    /// Ends the rows of <c>mine (job, state, attempt, run_at, last_error)</c>: finished jobs are deleted and counted,
    /// the others are ready again or dead.
    /// </summary>
    /// <remarks>$1 is the worker.</remarks>
    public const string EndMine = """
        gone AS (DELETE FROM jobs j USING mine WHERE j.id = mine.job AND mine.state = 'done' RETURNING j.kind),
        kept AS (
            UPDATE jobs j SET state = mine.state, attempt = mine.attempt,
                run_at = coalesce(mine.run_at, j.run_at), last_error = coalesce(mine.last_error, j.last_error),
                finished_at = CASE mine.state WHEN 'dead' THEN now() END,
                dispatched_at = NULL, lease_owner = NULL, lease_until = NULL
            FROM mine WHERE j.id = mine.job AND mine.state <> 'done'),
        counted AS (
            INSERT INTO worker_job_totals AS t (worker, kind, finished) SELECT $1, kind, count(*) FROM gone GROUP BY kind ORDER BY kind
            ON CONFLICT (worker, kind) DO UPDATE SET finished = t.finished + excluded.finished)
        """;

    /// <summary>
    /// Commits without waiting for the disk: only for writes that are repeated if the server loses them.
    /// </summary>
    public const string WithoutWaiting = "(SELECT set_config('synchronous_commit', 'off', true)) = 'off'";

    private static readonly string EndFree = End(" SKIP LOCKED");
    private static readonly string EndAll = End("");

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

    /// <summary>Saves ended jobs that nothing else is saved with, if this worker still holds them.</summary>
    /// <param name="worker">Who has finished them.</param>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them out.</param>
    /// <returns>A command that returns the ids of the saved jobs.</returns>
    public static NpgsqlBatchCommand End(IReadOnlyList<Job> jobs, string worker, bool waitsForLocks) =>
        new NpgsqlBatchCommand(waitsForLocks ? EndAll : EndFree).WithValue(worker).WithEnds(jobs, job => job);

    /// <summary>Saves ended jobs whose rows the transaction has locked.</summary>
    public static NpgsqlBatchCommand EndLocked(IReadOnlyList<Job> jobs, string worker) =>
        new NpgsqlBatchCommand($"""
            WITH mine AS (
                SELECT * FROM unnest($2, $3, $4, $5, $6, $7) AS i (job, fence, state, attempt, run_at, last_error)),
            {EndMine}
            SELECT
            """).WithValue(worker).WithEnds(jobs, job => job);

    /// <summary>Six columns: job, fence, state, attempt, run_at, last_error.</summary>
    public static NpgsqlBatchCommand WithEnds<T>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, Job> job) => command
        .WithNumbers(rows, row => job(row).Id)
        .WithNumbers(rows, row => job(row).Fence)
        .WithTexts(rows, row => JobStates.WireName(job(row).State))
        .WithNumbers(rows, row => job(row).Attempt)
        .WithTimes(rows, row => job(row).State == JobState.Ready ? job(row).RunAt : null)
        .WithTexts(rows, row => job(row).LastError);

    private static string End(string skip) => $"""
        WITH mine AS MATERIALIZED (
            SELECT i.* FROM unnest($2, $3, $4, $5, $6, $7) AS i (job, fence, state, attempt, run_at, last_error)
            JOIN jobs j ON j.id = i.job AND j.fence = i.fence AND j.lease_owner = $1
            ORDER BY i.job FOR UPDATE OF j{skip}),
        {EndMine}
        SELECT job FROM mine WHERE {WithoutWaiting}
        """;
}
