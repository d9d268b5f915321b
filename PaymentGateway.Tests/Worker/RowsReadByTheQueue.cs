using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Worker;

/// <summary>
/// However many jobs wait, a statement of the queue reads only those that it is about: counted by PostgreSQL itself, for
/// statements that were planned when nothing waited.
/// </summary>
public sealed class RowsReadByTheQueue(JobBacklog backlog) : IClassFixture<JobBacklog>
{
    private const int Few = 8 * JobBacklog.BatchSize;
    private const int Sent = 200; // at once
    private const int OfPartition = 256;

    // Which join is cheapest depends on sizes that change; a statement must not depend on it.
    private static readonly string[] Plannings =
    [
        "-c plan_cache_mode=force_custom_plan",
        "-c plan_cache_mode=force_generic_plan",
        "-c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off",
        NoSort,
    ];

    private const string NoSort = "-c plan_cache_mode=force_generic_plan"
        + " -c enable_hashjoin=off -c enable_mergejoin=off -c enable_hashagg=off -c enable_sort=off";

    private static readonly string[] Sorted = ["lock", "end"]; // by the jobs' ids, which are in no order before

    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, (int Max, Statement Run)> Statements = new()
    {
        ["find due kinds"] = (Few, async (_, _, connection) =>
            (await DispatchSql.FindDueAsync(connection, ResendAfter)).Due.Count),
        ["find waiting work"] = (Few, async (_, _, connection) =>
            (await WaitingWork.FindAsync(connection, ResendAfter)).Jobs ? 1 : 0),
        ["send payments"] = (8 * Sent, async (_, _, connection) =>
            (await DispatchSql.TakeDueAsync(connection, JobKind.Payment, ResendAfter, Sent)).Count),
        ["send deliveries"] = (8 * OfPartition, async (_, _, connection) =>
            (await DispatchSql.TakeDueDeliveriesAsync(connection, ResendAfter, Sent, OfPartition)).Count),
        ["claim"] = (Few, async (jobs, _, connection) =>
            (await LeaseSql.ClaimAsync(connection, jobs.Due, "another", ResendAfter, waitsForLocks: false)).Count),
        ["find claimable"] = (Few, async (jobs, _, connection) =>
            (await LeaseSql.FindClaimableAsync(connection, jobs.Due)).Count),
        ["return unclaimed"] = (Few, (jobs, db, _) => LeaseSql.ReturnUnclaimedAsync(db, jobs.Due, CancellationToken)),
        ["free expired"] = (Few, (_, db, _) => LeaseSql.FreeExpiredAsync(db, JobBacklog.BatchSize, CancellationToken)),
        ["lock"] = (Few, async (jobs, _, connection) =>
            (await JobLocks.BeginAsync(connection, jobs.Finished, JobBacklog.Worker, waitsForLocks: false)).Count),
        ["end"] = (Few, (jobs, _, connection) =>
            ReadAsync(connection, JobSql.End(jobs.Finished, JobBacklog.Worker, waitsForLocks: false))),
        ["end locked"] = (Few, (jobs, _, connection) =>
            ReadAsync(connection, JobSql.EndLocked(jobs.Finished, JobBacklog.Worker))),
        ["take events"] = (Few, async (_, _, connection) =>
            (await EventOutboxSql.BeginAsync(connection, JobBacklog.BatchSize)).Count),
    };

    /// <returns>How many rows it found.</returns>
    private delegate Task<int> Statement(JobBacklog jobs, GatewayDb db, NpgsqlConnection connection);

    public static TheoryData<string> AllStatements => new(Statements.Keys);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllStatements))]
    public async Task A_statement_reads_no_job_that_it_is_not_about(string name)
    {
        var (max, run) = Statements[name];
        foreach (var planning in Plannings.Where(planning => planning != NoSort || !Sorted.Contains(name)))
        {
            var (found, scans, read) = await CountAsync(planning, run);

            Assert.True(found > 0, $"{name} found nothing");
            Assert.True(scans == 0, $"{name} scanned {scans} tables with {planning}");
            Assert.True(read <= max, $"{name} read {read} rows with {planning}");
        }
    }

    [Fact]
    public async Task Control_a_walk_through_all_that_run_is_counted()
    {
        var (found, scans, read) = await CountAsync("", (_, db, _) =>
            db.Jobs.CountAsync(job => job.State == JobState.Running && job.Ref == "reversal1", CancellationToken));

        Assert.Equal((1, 0), (found, scans));
        Assert.InRange(read, JobBacklog.RunningCount, long.MaxValue);
    }

    private static async Task<int> ReadAsync(NpgsqlConnection connection, NpgsqlBatchCommand command)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken);
        return (await reader.ReadAllAsync(_ => 1)).Count;
    }

    /// <returns>What the statement found; of the two tables and their indexes, in one transaction.</returns>
    private async Task<(int Found, long Scans, long Read)> CountAsync(string planning, Statement run)
    {
        var settings = new NpgsqlConnectionStringBuilder(backlog.Database)
        {
            Options = $"{DatabaseRegistration.Planning} {planning}",
            Pooling = false,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 1,
        };
        await using var db = TestDatabase.Open(settings.ConnectionString);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var found = await run(backlog, db, connection);
        var counts = await db.Database.SqlQuery<Counts>($"""
            SELECT sum(pg_stat_get_xact_numscans(oid)) FILTER (WHERE relkind = 'r')::bigint AS scans,
                sum(pg_stat_get_xact_tuples_returned(oid))::bigint AS read
            FROM pg_class WHERE oid = ANY(ARRAY['jobs', 'event_outbox']::regclass[])
                OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ANY(ARRAY['jobs', 'event_outbox']::regclass[]))
            """).SingleAsync(CancellationToken);
        return (found, counts.Scans, counts.Read);
    }

    private sealed record Counts(long Scans, long Read);
}
