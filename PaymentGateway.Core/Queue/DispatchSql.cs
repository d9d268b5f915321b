using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Queue;

/// <summary>
/// Which jobs are due. Raw, because EF Core has no SKIP LOCKED, no UPDATE … RETURNING and no LATERAL limit. Every time is the
/// database's. Marks are committed without waiting for the disk: a mark that is lost with the server is made again.
/// </summary>
public static class DispatchSql
{
    // An arbitrary number, the same in every worker: "webhooks".
    private const long WebhookLock = 0x7765_6268_6f6f_6b73;

    private const string FindDue = """
        SELECT kind, (
                SELECT true FROM jobs WHERE jobs.kind = kinds.kind AND state = 'ready' AND run_at <= now()
                  AND (dispatched_at IS NULL OR dispatched_at < now() - $1) LIMIT 1) IS NOT NULL,
            (SELECT min(run_at) FROM jobs WHERE jobs.kind = kinds.kind AND state = 'ready' AND run_at > now()) - now()
        FROM unnest($2) AS kinds (kind)
        """;

    // Locked by their ids alone: see LeaseSql.
    private const string TakeDue = $"""
        WITH oldest AS MATERIALIZED (
            (SELECT id, dispatched_at FROM jobs
             WHERE kind = $1 AND state = 'ready' AND run_at <= now() AND fence > 0
             ORDER BY run_at, id LIMIT $3)
            UNION ALL
            (SELECT id, dispatched_at FROM jobs
             WHERE kind = $1 AND state = 'ready' AND run_at <= now() AND fence = 0
             ORDER BY run_at, id LIMIT $3)),
        locked AS MATERIALIZED (
            SELECT id, state, dispatched_at FROM jobs
            WHERE id = ANY(ARRAY(SELECT id FROM oldest WHERE dispatched_at IS NULL OR dispatched_at < now() - $2))
            FOR UPDATE SKIP LOCKED)
        UPDATE jobs SET dispatched_at = now(), dispatch_count = dispatch_count + 1
        WHERE id = ANY(ARRAY(
            SELECT id FROM locked WHERE state = 'ready' AND (dispatched_at IS NULL OR dispatched_at < now() - $2)))
          AND {JobSql.WithoutWaiting}
        RETURNING id
        """;

    // Partitions are found by skipping along the index.
    private const string TakeDueDeliveries = $"""
        WITH RECURSIVE lanes AS (
            (SELECT lane FROM jobs WHERE state = 'ready' AND lane IS NOT NULL ORDER BY lane LIMIT 1)
            UNION ALL
            SELECT (SELECT lane FROM jobs WHERE state = 'ready' AND lane > lanes.lane ORDER BY lane LIMIT 1)
            FROM lanes WHERE lanes.lane IS NOT NULL)
        UPDATE jobs SET dispatched_at = now(), dispatch_count = dispatch_count + 1
        WHERE id = ANY(ARRAY(
            SELECT due.id FROM lanes
            JOIN webhook_endpoints e ON e.merchant_id = lanes.lane
            CROSS JOIN LATERAL (
                SELECT id FROM jobs
                WHERE lane = e.merchant_id AND state = 'ready'
                  AND run_at <= CASE WHEN e.open_until > now() THEN 'epoch'::timestamptz ELSE now() END
                  AND (dispatched_at IS NULL OR dispatched_at < now() - $1)
                ORDER BY run_at, id
                LIMIT GREATEST(0, CASE WHEN e.open_until <= now() THEN 1 ELSE LEAST(e.max_in_flight, $3) END
                    - (SELECT count(*) FROM jobs r WHERE r.lane = e.merchant_id AND r.state = 'running')
                    - (SELECT count(*) FROM jobs s WHERE s.lane = e.merchant_id AND s.state = 'ready'
                         AND s.dispatched_at IS NOT NULL AND s.dispatched_at >= now() - $1))
                FOR UPDATE SKIP LOCKED) due
            WHERE current_setting('gateway.is_webhook_dispatcher') = 'true'
            LIMIT $2))
          AND {JobSql.WithoutWaiting}
        RETURNING id
        """;

    /// <summary>A cheap query, because it is asked often and mostly finds nothing.</summary>
    /// <returns>The kinds with jobs to send out, and the time until the next of the other jobs is due; null: there are none.</returns>
    public static async Task<(IReadOnlyList<JobKind> Due, TimeSpan? NextIn)> FindDueAsync(
        NpgsqlConnection connection, TimeSpan redispatchAfter)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(FindDue)
            .WithValue(redispatchAfter).WithTexts(JobKinds.WireNames, name => name));
        await using var reader = await batch.ExecuteReaderAsync();
        var kinds = await reader.ReadAllAsync(row => (
            Kind: JobKinds.FromWireName(row.GetString(0)), IsDue: row.GetBoolean(1),
            NextIn: row.IsDBNull(2) ? (TimeSpan?)null : row.GetTimeSpan(2)));
        return ([.. kinds.Where(kind => kind.IsDue).Select(kind => kind.Kind)], kinds.Min(kind => kind.NextIn));
    }

    /// <summary>
    /// Marks due jobs that have no fresh notification as dispatched, and returns their ids. Only the oldest are looked at,
    /// those that have been claimed before and those that never were apart: so the stream stays short, and what has begun
    /// does not wait until everything has.
    /// </summary>
    /// <param name="limit">How many of either may be in the stream and unclaimed.</param>
    public static Task<List<long>> TakeDueAsync(NpgsqlConnection connection, JobKind kind, TimeSpan redispatchAfter, int limit) =>
        ReadAsync(connection, new NpgsqlBatchCommand(TakeDue)
            .WithValue(JobKinds.WireName(kind)).WithValue(redispatchAfter).WithValue(limit));

    /// <summary>
    /// The same for deliveries, fair between merchants: each partition gets what its endpoint's limit leaves free, counting
    /// what runs and what has been sent out. While its circuit is open that is only what a person has asked for, and half
    /// open it is one probe. One worker at a time: two would each fill up what a limit leaves free.
    /// </summary>
    /// <param name="maxOfPartition">How many of one partition may be under way, whatever its endpoint's limit is.</param>
    /// <returns>Empty also while another worker does it.</returns>
    public static Task<List<long>> TakeDueDeliveriesAsync(
        NpgsqlConnection connection, TimeSpan redispatchAfter, int limit, int maxOfPartition) => ReadAsync(
        connection,
        // Before the other statement's snapshot: that has what the last holder of the lock has committed.
        new NpgsqlBatchCommand(
            "SELECT set_config('gateway.is_webhook_dispatcher', pg_try_advisory_xact_lock($1)::text, true)").WithValue(WebhookLock),
        new NpgsqlBatchCommand(TakeDueDeliveries).WithValue(redispatchAfter).WithValue(limit).WithValue(maxOfPartition));

    // The commands of a batch are one transaction. The last of them returns the ids.
    private static async Task<List<long>> ReadAsync(NpgsqlConnection connection, params NpgsqlBatchCommand[] commands)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync();
        for (var i = 1; i < commands.Length; i++)
        {
            await reader.NextResultAsync();
        }

        return await reader.ReadAllAsync(row => row.GetInt64(0));
    }
}
