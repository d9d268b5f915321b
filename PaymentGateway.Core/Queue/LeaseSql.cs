using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Queue;

/// <summary>
/// Who runs a job, and who no longer does. Raw, because EF Core has no SKIP LOCKED and no UPDATE … RETURNING. Every time is
/// the database's.
/// </summary>
/// <remarks>
/// Jobs with known ids are found by their ids alone, and looked at afterwards: if the state stood beside the ids, a plan
/// from when few jobs waited would walk through the index of all jobs in that state.
/// </remarks>
public static class LeaseSql
{
    private static readonly string ClaimFree = Claim(" SKIP LOCKED");
    private static readonly string ClaimAll = Claim("");

    /// <summary>Takes the lease of those jobs that are still ready and due. The rest were notified twice, or too early.</summary>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them out.</param>
    public static async Task<List<ClaimedJob>> ClaimAsync(
        NpgsqlConnection connection, IReadOnlyList<long> ids, string owner, TimeSpan lease, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(waitsForLocks ? ClaimAll : ClaimFree)
            .WithValue(owner).WithValue(lease).WithNumbers(ids, id => id));
        await using var reader = await batch.ExecuteReaderAsync();
        return await reader.ReadAllAsync(row => new ClaimedJob(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetInt32(4),
            row.GetInt32(5), row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7),
            row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9), row.GetFieldValue<DateTimeOffset>(10)));
    }

    /// <summary>Those of the jobs that could still be claimed: another transaction holds their rows.</summary>
    public static async Task<List<long>> FindClaimableAsync(NpgsqlConnection connection, IReadOnlyList<long> ids)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            WITH named AS MATERIALIZED (SELECT id, state, run_at FROM jobs WHERE id = ANY($1))
            SELECT id FROM named WHERE state = 'ready' AND run_at <= now()
            """).WithNumbers(ids, id => id));
        await using var reader = await batch.ExecuteReaderAsync();
        return await reader.ReadAllAsync(row => row.GetInt64(0));
    }

    /// <summary>
    /// Makes jobs ready again whose worker died or hangs: any worker may claim them, and the old fencing token is void then.
    /// A job that was at its last attempt is dead: perhaps it is what kills the workers.
    /// </summary>
    public static Task<int> FreeExpiredAsync(GatewayDb db, int limit, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET lease_owner = NULL, lease_until = NULL, dispatched_at = NULL,
                state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'ready' END,
                finished_at = CASE WHEN attempt >= max_attempts THEN now() END,
                last_error = CASE WHEN attempt >= max_attempts THEN 'The lease ran out at the last try.' ELSE last_error END
            WHERE id = ANY(ARRAY(
                SELECT id FROM jobs WHERE state = 'running' AND lease_until < now() LIMIT {limit} FOR UPDATE SKIP LOCKED))
            """, cancellationToken);

    /// <summary>
    /// Releases what <paramref name="owner"/> has claimed and does not run: the response to its claim was lost, or a failure
    /// could not be saved. Otherwise it would wait until the lease expires. A job at its last attempt does: it may be dead then.
    /// </summary>
    /// <param name="running">The jobs that the owner runs.</param>
    /// <param name="remaining">Leases that last longer are too new: the response to the claim may still arrive.</param>
    public static Task<int> ReleaseUnknownAsync(
        GatewayDb db, string owner, long[] running, TimeSpan remaining, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET state = 'ready', lease_owner = NULL, lease_until = NULL, dispatched_at = NULL
            WHERE state = 'running' AND lease_until < now() + {remaining} AND lease_owner = {owner} AND id <> ALL({running})
              AND attempt < max_attempts
            """, cancellationToken);

    /// <summary>Makes jobs whose notification nobody will act on due for another one.</summary>
    public static Task<int> ReturnUnclaimedAsync(GatewayDb db, long[] ids, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            WITH locked AS MATERIALIZED (SELECT id, state FROM jobs WHERE id = ANY({ids}) ORDER BY id FOR UPDATE)
            UPDATE jobs SET dispatched_at = NULL WHERE id = ANY(ARRAY(SELECT id FROM locked WHERE state = 'ready'))
            """, cancellationToken);

    /// <summary>Releases what this worker still holds when it stops.</summary>
    public static Task<int> ReleaseAllOfAsync(GatewayDb db, string owner, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE jobs SET state = 'ready', lease_owner = NULL, lease_until = NULL, dispatched_at = NULL
            WHERE lease_owner = {owner} AND state = 'running'
            """, cancellationToken);

    private static string Claim(string skip) => $"""
        WITH locked AS MATERIALIZED (
            SELECT id, state, run_at FROM jobs WHERE id = ANY($3) ORDER BY id FOR UPDATE{skip})
        UPDATE jobs SET state = 'running', attempt = attempt + 1, fence = fence + 1,
            first_claimed_at = coalesce(first_claimed_at, now()), lease_owner = $1, lease_until = now() + $2
        WHERE id = ANY(ARRAY(SELECT id FROM locked WHERE state = 'ready' AND run_at <= now()))
          AND {JobSql.WithoutWaiting}
        RETURNING id, kind, ref, lane, attempt, max_attempts, fence, traceparent, run_at, first_claimed_at, now()
        """;
}
