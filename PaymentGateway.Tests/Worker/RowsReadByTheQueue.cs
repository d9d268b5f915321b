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
            var (found, read) = await CountAsync(planning, run);

            Assert.True(found > 0, $"{name} found nothing");
            Assert.True(read.Scans == 0, $"{name} scanned {read.Scans} tables with {planning}");
            Assert.True(read.Count <= max, $"{name} read {read.Count} rows with {planning}");
        }
    }

    [Fact]
    public async Task Control_a_walk_through_all_that_run_is_counted()
    {
        var (found, read) = await CountAsync("", (_, db, _) =>
            db.Jobs.CountAsync(job => job.State == JobState.Running && job.Ref == "reversal1", CancellationToken));

        Assert.Equal((1, 0), (found, read.Scans));
        Assert.InRange(read.Count, JobBacklog.RunningCount, long.MaxValue);
    }

    private static async Task<int> ReadAsync(NpgsqlConnection connection, NpgsqlBatchCommand command)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken);
        return (await reader.ReadAllAsync(_ => 1)).Count;
    }

    private async Task<(int Found, RowsRead Read)> CountAsync(string planning, Statement run)
    {
        var found = 0;
        var read = await RowsRead.CountAsync(backlog.Database, planning, ["jobs", "event_outbox"],
            async db => found = await run(backlog, db, (NpgsqlConnection)db.Database.GetDbConnection()));
        return (found, read);
    }
}
