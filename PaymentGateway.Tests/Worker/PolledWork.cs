using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

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

    [Theory]
    [MemberData(nameof(AllJobs))]
    public async Task A_job_is_found_when_somebody_has_to_see_to_it(string job)
    {
        var sql = "INSERT INTO jobs (kind, ref, attempt, max_attempts, fence, dispatch_count, state, run_at, dispatched_at, lease_until, "
            + $"lease_owner, finished_at) VALUES ('webhook', 'x', 0, 25, 0, 0, {Jobs[job].Row})";

        Assert.Equal(Jobs[job].Found, await FindAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
    }

    [Fact]
    public async Task An_event_in_the_outbox_is_found()
    {
        Assert.Equal(None with { Events = true }, await FindAsync(async db =>
        {
            var merchant = await db.Merchants.FirstAsync();
            db.Announce(WebhookEvents.Test(merchant.Id, TimeProvider.System.GetUtcNow()), "https://outbox.example/");
            await db.SaveChangesAsync();
        }));
    }

    private async Task<WaitingWork> FindAsync(Func<GatewayDb, Task> prepare)
    {
        await using var db = TestDatabase.Open(await servers.EmptyDatabaseAsync());
        await using var transaction = await db.Database.BeginTransactionAsync(); // never committed: every case starts alike
        await prepare(db);
        return await WaitingWork.FindAsync((NpgsqlConnection)db.Database.GetDbConnection(), ResendAfter, LeaseLeft);
    }
}
