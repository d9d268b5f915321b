using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Queue;

/// <summary>Whether the database may have work, whatever messages were lost.</summary>
/// <param name="Jobs">Jobs are due, and nobody has been notified of them lately.</param>
/// <param name="Events">The outbox has events.</param>
/// <param name="LeaseEndsIn">The time until the first lease expires, negative when it has; null: no job is running.</param>
/// <param name="DeadJobs">Jobs are dead; what they were to do may have no result yet.</param>
public sealed record WaitingWork(bool Jobs, bool Events, TimeSpan? LeaseEndsIn, bool DeadJobs)
{
    private const string Find = """
        SELECT
            EXISTS (
                SELECT 1 FROM unnest($1) AS k(kind) CROSS JOIN LATERAL (
                    SELECT 1 FROM jobs WHERE kind = k.kind AND state = 'ready' AND run_at <= now()
                      AND (dispatched_at IS NULL OR dispatched_at < now() - $2) LIMIT 1) due),
            EXISTS (SELECT 1 FROM event_outbox),
            (SELECT min(lease_until) FROM jobs WHERE state = 'running') - now(),
            EXISTS (SELECT 1 FROM jobs WHERE state = 'dead')
        """;

    /// <summary>Only probes indexes, because it is asked all the time and mostly finds nothing.</summary>
    /// <param name="resendAfter">A job that was sent out more recently than this is not due.</param>
    public static async Task<WaitingWork> FindAsync(NpgsqlConnection connection, TimeSpan resendAfter)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Find)
            .WithTexts(JobKinds.WireNames, name => name).WithValue(resendAfter));
        await using var reader = await batch.ExecuteReaderAsync();
        return (await reader.ReadAllAsync(row => new WaitingWork(
            row.GetBoolean(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetTimeSpan(2), row.GetBoolean(3))))[0];
    }
}
