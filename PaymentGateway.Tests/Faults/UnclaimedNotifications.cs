using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A notification that was read and led to no claim costs its job seconds, not the half minute of one that nobody has read.</summary>
public sealed class UnclaimedNotifications(Servers servers)
{
    private const int Jobs = 10;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, string?> NeverSentAgain = new()
    {
        ["Queue__RedispatchAfter"] = "00:05:00",
        ["Queue__ClaimGrace"] = "00:05:00",
    };

    private readonly ConcurrentQueue<string> _log = new();

    [Theory]
    [InlineData("payment")]
    [InlineData("webhook")]
    public async Task Read_by_a_worker_that_died_before_its_claim_they_are_sent_again(string kind)
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => merchant.PayAsync()));
        await gateway.FanOutAsync();
        await NotifyADeadWorkerAsync(gateway, kind);

        await gateway.StartWorkerAsync();

        await Eventually.GetAsync(() => gateway.ScalarAsync<long>(
                $"SELECT coalesce(sum(finished), 0)::bigint FROM worker_job_totals WHERE kind = {kind}"),
            done => done >= Jobs, "all are done", Soon);
    }

    [Fact]
    public async Task Those_that_were_there_before_the_first_worker_are_read()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0, Extra = NeverSentAgain });
        var payment = await (await TestMerchant.CreateAsync(gateway)).PayAsync();
        var job = await gateway.ScalarAsync<long>($"UPDATE jobs SET dispatched_at = now() WHERE ref = {payment} RETURNING id AS \"Value\"");
        await gateway.RedisAsync($"XADD jobs:payment * j {job}");

        await gateway.StartWorkerAsync();

        await ExpectSettledAsync(gateway, payment, Soon);
    }

    [Fact]
    public async Task A_job_whose_row_is_locked_delays_no_other_of_its_notification_and_is_claimed_when_it_is_free()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0, Extra = NeverSentAgain });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var (locked, other) = (await merchant.PayAsync(), await merchant.PayAsync());
        await using var db = gateway.OpenDb();
        var jobs = await db.Database.SqlQuery<long>($"UPDATE jobs SET dispatched_at = now() RETURNING id").ToListAsync();
        await using var held = await HeldLock.TakeAsync(gateway, $"SELECT 1 FROM jobs WHERE ref = '{locked}' FOR UPDATE");
        await gateway.RedisAsync($"XADD jobs:payment * j {jobs[0]} j {jobs[1]}");

        await gateway.StartWorkerAsync();
        await HeldLock.IsWaitedForAsync(gateway, "UPDATE jobs SET state = 'running'");
        await ExpectSettledAsync(gateway, other, Soon);
        await held.CommitAsync();

        await ExpectSettledAsync(gateway, locked, Soon);
    }

    [Fact]
    public async Task Those_that_a_worker_has_no_slot_for_are_handed_to_another_worker()
    {
        var release = new TaskCompletionSource();
        await using var slow = await Receiver.StartAsync((http, _) => release.Task.WaitAsync(http.RequestAborted));
        await using var quick = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Workers = 0,
            Extra = new Dictionary<string, string?>(NeverSentAgain)
            {
                ["Queue__WebhookConcurrency"] = "1",
                ["Webhooks__Timeout"] = "00:00:30",
            },
        });
        await (await TestMerchant.CreateAsync(gateway, slow.Url)).SendTestWebhookAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, quick.Url);
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => merchant.SendTestWebhookAsync()));
        await using var db = gateway.OpenDb();
        var ids = await db.Database.SqlQuery<long>($"UPDATE jobs SET dispatched_at = now() RETURNING id").ToListAsync();
        await gateway.RedisAsync($"XADD jobs:webhook * {string.Join(' ', ids.Order().Select(id => $"j {id}"))}");

        await gateway.StartWorkerAsync();
        await Eventually.BecomesTrueAsync(() => !slow.Received.IsEmpty, "its only slot is in use");
        await gateway.StartWorkerAsync();

        await Eventually.BecomesTrueAsync(() => quick.Received.Count == Jobs, "the other worker has delivered the rest", Soon);
        release.SetResult();
    }

    [Fact]
    public async Task Whose_claim_failed_they_are_claimed_as_soon_as_that_is_possible()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Log = _log.Enqueue });
        var payment = await PayWhileClaimsFailAsync(gateway);

        await gateway.ExecuteAsync($"DROP TRIGGER refuse ON jobs");

        await ExpectSettledAsync(gateway, payment, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Notifications_that_a_stopping_worker_has_not_claimed_are_sent_to_the_next_worker_at_once()
    {
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.Worker,
            Log = _log.Enqueue,
            Extra = NeverSentAgain,
        });
        var payment = await PayWhileClaimsFailAsync(gateway);

        await gateway.Workers[0].StopAsync(TimeSpan.FromSeconds(30));
        await gateway.ExecuteAsync($"DROP TRIGGER refuse ON jobs");
        await gateway.StartWorkerAsync();

        Assert.Equal(0, await gateway.Workers[0].Exited);
        await ExpectSettledAsync(gateway, payment, TimeSpan.FromMinutes(1)); // a new process takes its time to start
    }

    /// <returns>A payment whose notification a worker has read, and whose job it cannot claim.</returns>
    private async Task<string> PayWhileClaimsFailAsync(Gateway gateway)
    {
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PaidAsync();
        await gateway.ExecuteAsync($"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no claims now'; END $$
            """);
        await gateway.ExecuteAsync($"""
            CREATE TRIGGER refuse BEFORE UPDATE ON jobs FOR EACH ROW WHEN (NEW.state = 'running') EXECUTE FUNCTION refuse()
            """);
        var payment = await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(() => _log.Any(line => line.Contains("no claims now", StringComparison.Ordinal)), "the claim has failed");
        return payment;
    }

    private static Task ExpectSettledAsync(Gateway gateway, string payment, TimeSpan within) => Eventually.BecomesTrueAsync(
        async () => await gateway.ScalarAsync<string>($"SELECT status FROM payments WHERE id = {payment}") == "success",
        "it is settled", within);

    /// <summary>What is left when a worker has read its notifications and is killed before it claims their jobs.</summary>
    private static async Task NotifyADeadWorkerAsync(Gateway gateway, string kind)
    {
        await using var db = gateway.OpenDb();
        var ids = await db.Database.SqlQuery<long>($"UPDATE jobs SET dispatched_at = now() WHERE kind = {kind} RETURNING id").ToListAsync();
        Assert.NotEmpty(ids);
        await gateway.RedisAsync($"XGROUP CREATE jobs:{kind} workers 0 MKSTREAM");
        foreach (var id in ids)
        {
            await gateway.RedisAsync($"XADD jobs:{kind} * j {id}");
        }

        await gateway.RedisAsync($"XREADGROUP GROUP workers dead:1:000000 COUNT 1000 STREAMS jobs:{kind} >");
    }
}
