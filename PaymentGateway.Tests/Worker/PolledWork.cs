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

    private static readonly WaitingWork None = new(Jobs: false, Events: false, LeaseEndsIn: null, DeadJobs: false);

    private static readonly Dictionary<string, (string Row, WaitingWork Found)> Jobs = new()
    {
        ["later"] = ("'ready', now() + interval '1 hour', NULL, NULL, NULL, NULL", None),
        ["due"] = ("'ready', now(), NULL, NULL, NULL, NULL", None with { Jobs = true }),
        ["sent some time ago"] = ("'ready', now(), now() - interval '6 s', NULL, NULL, NULL", None with { Jobs = true }),
        ["just sent"] = ("'ready', now(), now() - interval '4 s', NULL, NULL, NULL", None),
        ["expired"] = (Running("-1 s"), None with { LeaseEndsIn = TimeSpan.FromSeconds(-1) }),
        ["old lease"] = (Running("15 s"), None with { LeaseEndsIn = TimeSpan.FromSeconds(15) }),
        ["new lease"] = (Running("1 s"), None with { LeaseEndsIn = TimeSpan.FromSeconds(1) }),
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
    [InlineData("old lease", nameof(WorkSignals.Leases))]
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
        var poller = Poller(worker);
        var all = typeof(WorkSignals).GetProperties().ToDictionary(signal => signal.Name, signal => (Signal)signal.GetValue(signals)!);
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

    [Fact]
    public async Task The_end_of_a_lease_is_not_overlooked_until_the_next_poll()
    {
        var settings = new Dictionary<string, string?> { ["Queue__Lease"] = "00:00:01", ["Queue__PollInterval"] = "00:00:10" };
        await using var worker = await HostServices.CreateAsync(servers, "Worker", settings: settings);
        await using (var db = TestDatabase.Open(worker.Database))
        {
            await InsertAsync(db, "new lease");
        }

        var poller = Poller(worker);
        await poller.StartAsync(CancellationToken);

        Assert.True(await worker.Get<WorkSignals>().Leases.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken));
        await poller.StopAsync(CancellationToken);
    }

    private static WorkPoller Poller(HostServices worker) => worker.Get<IEnumerable<IHostedService>>().OfType<WorkPoller>().Single();

    private static string Running(string leaseLeft) => $"'running', now(), NULL, now() + interval '{leaseLeft}', 'worker', NULL";

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
        return await WaitingWork.FindAsync((NpgsqlConnection)db.Database.GetDbConnection(), ResendAfter);
    }
}
