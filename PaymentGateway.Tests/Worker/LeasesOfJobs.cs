using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Worker;

/// <summary>A worker whose lease ran out, and whose job another one runs now, saves nothing (I2).</summary>
public sealed class LeasesOfJobs(Servers servers)
{
    private static readonly Dictionary<string, Func<JobLease, GatewayDb, Task>> Ends = new()
    {
        ["done"] = (lease, db) => lease.FinishAsync(db, CancellationToken),
        ["put back"] = (lease, db) => lease.PutBackAsync(db, lease.Now, CancellationToken),
        ["failed"] = (lease, db) => lease.FailAsync(db, "error", isOutage: false, CancellationToken),
    };

    public static TheoryData<string> AllEnds => new(Ends.Keys);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllEnds))]
    public async Task One_that_has_passed_to_another_worker_ends_nothing(string end)
    {
        var database = await servers.NewDatabaseAsync();
        var id = await AddJobAsync(database);
        var late = await ClaimAsync(database, id, "late");
        await ExpireAsync(database);
        var present = await ClaimAsync(database, id, "present");

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => EndAsync(database, late, end));

        Assert.Equal(["present"], await QueryAsync(database, "SELECT lease_owner AS \"Value\" FROM jobs WHERE state = 'running'"));
        await EndAsync(database, present, end);
        Assert.Equal(["1"], await QueryAsync(database, "SELECT count(*)::text AS \"Value\" FROM jobs WHERE lease_owner IS NULL"));
    }

    [Theory]
    [InlineData("lease_until = now() + interval '1 s'", true)]
    [InlineData("lease_until = now() + interval '1 min'", false)] // the answer to its claim may still come
    [InlineData("lease_until = now() + interval '1 s', lease_owner = 'other'", false)]
    [InlineData("lease_until = now() + interval '1 s', attempt = max_attempts", false)] // given up when the lease ends
    public async Task One_that_its_worker_does_not_run_is_given_back_early(string lease, bool isReleased)
    {
        var database = await servers.NewDatabaseAsync();
        await ClaimAsync(database, await AddJobAsync(database), "mine");
        await using var db = TestDatabase.Open(database);
        var sql = "UPDATE jobs SET " + lease;
        await db.Database.ExecuteSqlRawAsync(sql, CancellationToken);

        Assert.Equal(isReleased ? 1 : 0, await JobSql.ReleaseUnknownAsync(db, "mine", [], TimeSpan.FromSeconds(20), CancellationToken));
    }

    private static async Task<long> AddJobAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        db.Jobs.Add(Job.ProcessPayment(PaymentId.Of("pay_ofNobody12345678")));
        await db.SaveChangesAsync(CancellationToken);
        return (await db.Jobs.SingleAsync(CancellationToken)).Id;
    }

    private static async Task<JobLease> ClaimAsync(string database, long id, string owner)
    {
        await using var db = TestDatabase.Open(database);
        var sent = TimeProvider.System.GetTimestamp();
        var job = Assert.Single(await JobSql.ClaimAsync(db, [id], owner, TimeSpan.FromSeconds(30), CancellationToken));
        return new JobLease(job, sent, TimeProvider.System);
    }

    private static async Task ExpireAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        await db.Database.ExecuteSqlAsync($"UPDATE jobs SET lease_until = now() - interval '1 s'", CancellationToken);
        Assert.Equal(1, await JobSql.FreeExpiredAsync(db, 10, CancellationToken));
    }

    private static async Task EndAsync(string database, JobLease lease, string end)
    {
        await using var db = TestDatabase.Open(database);
        await Ends[end](lease, db);
    }

    private static async Task<List<string>> QueryAsync(string database, string sql)
    {
        await using var db = TestDatabase.Open(database);
        return await db.Database.SqlQueryRaw<string>(sql).ToListAsync(CancellationToken);
    }
}
