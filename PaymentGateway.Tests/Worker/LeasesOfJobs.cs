using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Worker;

/// <summary>A worker whose lease ran out, and whose job another one runs now, saves nothing (I2).</summary>
public sealed class LeasesOfJobs(Servers servers)
{
    private static readonly Dictionary<string, Func<JobLease, Task>> Ends = new()
    {
        ["done"] = lease => lease.FinishAsync(CancellationToken),
        ["rescheduled"] = lease => lease.RescheduleAsync(lease.Now, CancellationToken),
        ["failed"] = lease => lease.FailAsync("error", isOutage: false),
    };

    public static TheoryData<string> AllEnds => new(Ends.Keys);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllEnds))]
    public async Task A_lease_that_has_passed_to_another_worker_ends_nothing(string end)
    {
        await using var late = await HostServices.CreateAsync(servers, "Worker");
        await using var present = await HostServices.CreateAsync(servers, "Worker", late.Database);
        var id = await AddJobAsync(late.Database);
        var lateLease = await ClaimAsync(late, id);
        await ExpireAsync(late.Database);
        var presentLease = await ClaimAsync(present, id);

        await Assert.ThrowsAsync<LeaseLostException>(() => Ends[end](lateLease));

        Assert.Equal([present.Get<WorkerIdentity>().Name],
            await QueryAsync(late.Database, "SELECT lease_owner AS \"Value\" FROM jobs WHERE state = 'running'"));
        await Ends[end](presentLease);
        Assert.Equal([end == "done" ? "0" : "1"],
            await QueryAsync(late.Database, "SELECT count(*)::text AS \"Value\" FROM jobs WHERE lease_owner IS NULL"));
        Assert.Equal(end == "done" ? ["1"] : [],
            await QueryAsync(late.Database, "SELECT finished::text AS \"Value\" FROM worker_job_totals"));
    }

    [Fact]
    public async Task A_worker_whose_claim_was_lost_with_the_server_ends_nothing_of_the_next_with_the_same_token()
    {
        await using var first = await HostServices.CreateAsync(servers, "Worker");
        await using var second = await HostServices.CreateAsync(servers, "Worker", first.Database);
        var id = await AddJobAsync(first.Database);
        var lost = await ClaimAsync(first, id);
        await QueryAsync(first.Database, """
            UPDATE jobs SET state = 'ready', fence = 0, attempt = 0, lease_owner = NULL, lease_until = NULL RETURNING ref AS "Value"
            """);
        var lease = await ClaimAsync(second, id);

        await Assert.ThrowsAsync<LeaseLostException>(() => lost.FinishAsync(CancellationToken));

        await lease.FinishAsync(CancellationToken);
    }

    [Theory]
    [InlineData("lease_until = now() + interval '1 s'", true)]
    [InlineData("lease_until = now() + interval '1 min'", false)] // the answer to its claim may still come
    [InlineData("lease_until = now() + interval '1 s', lease_owner = 'other'", false)]
    [InlineData("lease_until = now() + interval '1 s', attempt = max_attempts", false)] // given up when the lease ends
    public async Task A_job_that_its_worker_does_not_run_is_released_early(string lease, bool isReleased)
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await worker.ClaimAsync(await AddJobAsync(worker.Database), "mine");
        await using var db = TestDatabase.Open(worker.Database);
        var sql = "UPDATE jobs SET " + lease;
        await db.Database.ExecuteSqlRawAsync(sql, CancellationToken);

        Assert.Equal(isReleased ? 1 : 0, await LeaseSql.ReleaseUnknownAsync(db, "mine", [], TimeSpan.FromSeconds(20), CancellationToken));
    }

    private static async Task<long> AddJobAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        db.Jobs.Add(Job.ProcessPayment(PaymentId.Of("pay_ofNobody12345678")));
        await db.SaveChangesAsync(CancellationToken);
        return (await db.Jobs.SingleAsync(CancellationToken)).Id;
    }

    private static async Task<JobLease> ClaimAsync(HostServices worker, long id)
    {
        var sent = TimeProvider.System.GetTimestamp();
        var job = Assert.Single(await worker.ClaimAsync(id, worker.Get<WorkerIdentity>().Name));
        return new JobLease(job, sent, worker.Get<BatchQueue<Job, SavedJob>>(), TimeProvider.System);
    }

    private static async Task ExpireAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        await db.Database.ExecuteSqlAsync($"UPDATE jobs SET lease_until = now() - interval '1 s'", CancellationToken);
        Assert.Equal(1, await LeaseSql.FreeExpiredAsync(db, 10, CancellationToken));
    }

    private static async Task<List<string>> QueryAsync(string database, string sql)
    {
        await using var db = TestDatabase.Open(database);
        return await db.Database.SqlQueryRaw<string>(sql).ToListAsync(CancellationToken);
    }
}
