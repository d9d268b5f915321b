using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Worker;

/// <summary>What a worker finds in the database when no message has told it of anything.</summary>
public sealed class PolledWork(Servers servers)
{
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaseLeft = TimeSpan.FromSeconds(10);

    private static readonly WaitingWork None = new(Jobs: false, Events: false, Leases: false, DeadJobs: false);

    private static readonly Dictionary<string, (string Row, WaitingWork Found)> Jobs = new()
    {
        ["later"] = ("'ready', now() + interval '1 hour', NULL, NULL, NULL, NULL", None),
        ["due"] = ("'ready', now(), NULL, NULL, NULL, NULL", None with { Jobs = true }),
        ["sent some time ago"] = ("'ready', now(), now() - interval '6 s', NULL, NULL, NULL", None with { Jobs = true }),
        ["just sent"] = ("'ready', now(), now() - interval '4 s', NULL, NULL, NULL", None),
        ["expired"] = ("'running', now(), NULL, now() - interval '1 s', 'worker', NULL", None with { Leases = true }),
        ["claimed some time ago"] = ("'running', now(), NULL, now() + interval '9 s', 'worker', NULL", None with { Leases = true }),
        ["just claimed"] = ("'running', now(), NULL, now() + interval '11 s', 'worker', NULL", None),
        ["dead"] = ("'dead', now(), NULL, NULL, NULL, now()", None with { DeadJobs = true }),
    };

    public static TheoryData<string> AllJobs => new(Jobs.Keys);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllJobs))]
    public async Task A_job_is_found_when_somebody_has_to_see_to_it(string job) =>
        Assert.Equal(Jobs[job].Found, await FindAsync(db => InsertAsync(db, job)));

    [Fact]
    public async Task An_event_in_the_outbox_is_found() =>
        Assert.Equal(None with { Events = true }, await FindAsync(AnnounceAsync));

    [Theory]
    [InlineData("due", nameof(WorkSignals.Jobs))]
    [InlineData("expired", nameof(WorkSignals.Leases))]
    [InlineData("dead", nameof(WorkSignals.DeadPaymentJobs), nameof(WorkSignals.DeadDeliveryJobs))]
    [InlineData(null, nameof(WorkSignals.Events))]
    public async Task Whoever_has_to_see_to_it_is_woken_and_nobody_else(string? job, params string[] woken)
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using (var db = TestDatabase.Open(worker.Database))
        {
            await (job is null ? AnnounceAsync(db) : InsertAsync(db, job));
        }

        var signals = worker.Get<WorkSignals>();
        var all = typeof(WorkSignals).GetProperties().ToDictionary(signal => signal.Name, signal => (Signal)signal.GetValue(signals)!);
        var poller = worker.Get<IEnumerable<IHostedService>>().OfType<WorkPoller>().Single();
        await poller.StartAsync(CancellationToken);
        foreach (var name in woken)
        {
            Assert.True(await all[name].WaitAsync(TimeSpan.FromSeconds(30), CancellationToken), name);
        }

        await poller.StopAsync(CancellationToken);
        foreach (var (name, signal) in all.Where(signal => !woken.Contains(signal.Key)))
        {
            Assert.False(await signal.WaitAsync(TimeSpan.Zero, CancellationToken), name);
        }
    }

    private static Task<int> InsertAsync(GatewayDb db, string job)
    {
        var sql = "INSERT INTO jobs (kind, ref, attempt, max_attempts, fence, dispatch_count, state, run_at, dispatched_at, lease_until, "
            + $"lease_owner, finished_at) VALUES ('webhook', 'x', 0, 25, 0, 0, {Jobs[job].Row})";
        return db.Database.ExecuteSqlRawAsync(sql, CancellationToken);
    }

    private static async Task AnnounceAsync(GatewayDb db)
    {
        var merchant = await db.Merchants.FirstAsync(CancellationToken);
        db.Announce(WebhookEvents.Test(merchant.Id, TimeProvider.System.GetUtcNow()), "https://outbox.example/");
        await db.SaveChangesAsync(CancellationToken);
    }

    private async Task<WaitingWork> FindAsync(Func<GatewayDb, Task> prepare)
    {
        await using var db = TestDatabase.Open(await servers.EmptyDatabaseAsync());
        await using var transaction = await db.Database.BeginTransactionAsync(); // never committed: every case starts alike
        await prepare(db);
        return await WaitingWork.FindAsync((NpgsqlConnection)db.Database.GetDbConnection(), ResendAfter, LeaseLeft);
    }
}
