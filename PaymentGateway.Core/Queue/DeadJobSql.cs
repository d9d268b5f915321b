using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Queue;

/// <summary>
/// What an operator does with jobs that were given up. Raw, because EF Core has no UPDATE … RETURNING; times are the
/// database's.
/// </summary>
public static class DeadJobSql
{
    /// <summary>The latest first.</summary>
    public static Task<List<DeadJob>> ListAsync(GatewayDb db, int limit, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<DeadJob>($"""
            SELECT id, kind, ref, attempt, finished_at, last_error FROM jobs WHERE state = 'dead'
            ORDER BY finished_at DESC, id DESC LIMIT {limit}
            """).ToListAsync(cancellationToken);

    public static Task<int> CountAsync(GatewayDb db, CancellationToken cancellationToken) =>
        db.Jobs.CountAsync(j => j.State == JobState.Dead, cancellationToken);

    /// <returns>Null: no dead job has this id.</returns>
    public static async Task<RetriedJob?> RetryAsync(GatewayDb db, long id, CancellationToken cancellationToken) =>
        (await RetryAsync(db, id, JobKinds.WireNames, cancellationToken)).SingleOrDefault();

    /// <param name="kind">Null: of every kind.</param>
    public static Task<List<RetriedJob>> RetryAllAsync(
        GatewayDb db, JobKind? kind, CancellationToken cancellationToken) =>
        RetryAsync(db, id: null, kind is { } only ? [JobKinds.WireName(only)] : JobKinds.WireNames, cancellationToken);

    // Payment, refund and delivery stay as they are: the handler reads them and does what is left to do.
    private static Task<List<RetriedJob>> RetryAsync(
        GatewayDb db, long? id, string[] kinds, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<RetriedJob>($"""
            UPDATE jobs SET state = 'ready', attempt = 0, run_at = now(), finished_at = NULL, dispatched_at = NULL
            WHERE state = 'dead' AND kind = ANY({kinds}) AND id = coalesce({id}, id)
            RETURNING kind, ref
            """).ToListAsync(cancellationToken);
}

/// <summary>A dead job that will run again.</summary>
public sealed record RetriedJob(string Kind, string Ref);
