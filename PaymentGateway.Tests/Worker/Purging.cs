using System.Runtime.CompilerServices;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>What grows with traffic ends growing: rows are made old by SQL, and the worker removes them.</summary>
public sealed class Purging(PurgingGateway purging) : IClassFixture<PurgingGateway>
{
    [Fact]
    public async Task Stored_answers_go_when_they_have_expired()
    {
        var merchant = await TestMerchant.CreateAsync(purging.Gateway);
        for (var number = 0; number < 12; number++)
        {
            (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, $"key {number}")).Expect(201);
        }

        await RunAsync($"UPDATE idempotency_keys SET expires_at = now() WHERE merchant_id = {merchant.Id.Value} AND key <> 'key 0'");

        await BecomesAsync(1, $"SELECT count(*) AS \"Value\" FROM idempotency_keys WHERE merchant_id = {merchant.Id.Value}");
        (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "key 0")).Expect(201);
        Assert.Equal(12, (await merchant.GetAsync("/api/v1/orders")).Number("total"));
    }

    [Fact]
    public async Task Finished_jobs_of_an_earlier_release_and_totals_of_gone_workers_are_deleted_and_the_total_does_not_fall()
    {
        var merchant = await TestMerchant.CreateAsync(purging.Gateway);
        var (done, dead, worker) = ($"done of {merchant.Id}", $"dead of {merchant.Id}", $"worker of {merchant.Id}");
        await merchant.PaidAsync();
        await RunAsync($"""
            INSERT INTO jobs (kind, ref, attempt, max_attempts, fence, dispatch_count, state, finished_at)
            VALUES ('payment', {done}, 0, 25, 1, 1, 'done', now()), ('payment', {dead}, 25, 25, 25, 1, 'dead', now() - interval '90 days')
            """);
        await RunAsync($"INSERT INTO worker_job_totals (worker, kind, finished) VALUES ({worker}, 'payment', 1000000)");
        var before = (await merchant.GetAsync("/api/v1/test/jobs/status")).Number("completed");

        var seen = new List<long>();
        await Eventually.BecomesTrueAsync(async () =>
        {
            seen.Add((await merchant.GetAsync("/api/v1/test/jobs/status")).Number("completed"));
            return await CountAsync($"SELECT count(*) AS \"Value\" FROM jobs WHERE ref = {done}") == 0
                && await CountAsync($"SELECT count(*) AS \"Value\" FROM worker_job_totals WHERE worker = {worker}") == 0;
        }, "both are gone");

        Assert.True(before > 1_000_000);
        seen.Add((await merchant.GetAsync("/api/v1/test/jobs/status")).Number("completed"));
        Assert.All(seen, completed => Assert.True(completed >= before, $"{completed} < {before}"));
        Assert.Equal(1, await CountAsync($"SELECT count(*) AS \"Value\" FROM jobs WHERE ref = {dead}"));
    }

    [Fact]
    public async Task Deliveries_and_event_bodies_expire_after_a_month_and_what_happened_stays()
    {
        await using var refusing = await Receiver.StartAsync((http, webhook) =>
        {
            http.Response.StatusCode = webhook.Event == "payment.pending" ? 500 : 200;
            return Task.CompletedTask;
        });
        var merchant = await TestMerchant.CreateAsync(purging.Gateway, refusing.Url);
        var payments = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => merchant.PaidAsync()));
        await BecomesAsync(10, $"SELECT count(*) AS \"Value\" FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} AND status = 'success'");

        await RunAsync($"UPDATE webhook_logs SET created_at = now() - interval '31 days' WHERE merchant_id = {merchant.Id.Value}");
        await AgeEventsAsync(31, $"{merchant.Id.Value}");

        await BecomesAsync(5, $"SELECT count(*) AS \"Value\" FROM webhook_logs WHERE merchant_id = {merchant.Id.Value}");
        await BecomesAsync(5, $"SELECT count(*) AS \"Value\" FROM events WHERE merchant_id = {merchant.Id.Value} AND body IS NOT NULL");
        Assert.Equal(15, await CountAsync($"SELECT count(*) AS \"Value\" FROM events WHERE merchant_id = {merchant.Id.Value}"));
        Assert.Equal(5, await CountAsync($"""
            SELECT count(*) AS "Value" FROM webhook_logs l JOIN events e ON e.id = l.event_id
            WHERE l.merchant_id = {merchant.Id.Value} AND l.status = 'pending' AND EXISTS (SELECT 1 FROM webhook_attempts a WHERE a.webhook_id = l.id)
            """));
        var types = (await merchant.GetAsync($"/api/v1/payments/{payments[0]}/timeline")).Json.GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("type").GetString()).Where(type => type != "webhook.attempt");
        Assert.Equal(["payment.created", "payment.pending", "payment.success"], types);
    }

    [Fact]
    public async Task Events_without_deliveries_lose_their_bodies_too_and_young_ones_keep_them()
    {
        var merchant = await TestMerchant.CreateAsync(purging.Gateway);
        var (old, young) = (await merchant.PaidAsync(), await merchant.PaidAsync());

        await AgeEventsAsync(31, old);
        await AgeEventsAsync(29, young);

        await BecomesAsync(0, $"SELECT count(body) AS \"Value\" FROM events WHERE subject_id = {old}");
        Assert.Equal(3, await CountAsync($"SELECT count(*) AS \"Value\" FROM events WHERE subject_id = {old}"));
        Assert.Equal(3, await CountAsync($"SELECT count(body) AS \"Value\" FROM events WHERE subject_id = {young}"));
    }

    [Fact]
    public async Task Test_events_go_whole_and_the_trace_of_a_payment_outlives_its_job()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(purging.Gateway, receiver.Url);
        await merchant.SendTestWebhookAsync();
        var payment = await merchant.PaidAsync();
        var trace = (await merchant.GetAsync($"/api/v1/payments/{payment}/timeline")).Text("trace_id");
        await BecomesAsync(4, $"SELECT count(*) AS \"Value\" FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} AND status = 'success'");

        await RunAsync($"UPDATE webhook_logs SET created_at = now() - interval '31 days' WHERE merchant_id = {merchant.Id.Value}");
        await AgeEventsAsync(31, $"{merchant.Id.Value}");

        await BecomesAsync(3, $"SELECT count(*) AS \"Value\" FROM events WHERE merchant_id = {merchant.Id.Value}");
        await BecomesAsync(0, $"SELECT count(*) AS \"Value\" FROM jobs WHERE ref = {payment}");
        Assert.Matches("^[0-9a-f]{32}$", trace);
        Assert.Equal(trace, (await merchant.GetAsync($"/api/v1/payments/{payment}/timeline")).Text("trace_id"));
    }

    [Fact]
    public async Task Sessions_workers_and_the_banks_memory_go_when_nobody_needs_them()
    {
        var merchant = await TestMerchant.CreateAsync(purging.Gateway);
        var (settled, pending) = (await merchant.PaidAsync(), await merchant.PayAsync("delay.60000@sim"));
        await BecomesAsync(1, $"SELECT count(*) AS \"Value\" FROM bank_authorisations WHERE reference = {pending}");

        await RunAsync($"UPDATE bank_authorisations SET ready_at = now() - interval '31 days' WHERE reference = {settled}");
        await RunAsync($"UPDATE bank_authorisations SET ready_at = now() - interval '31 days' WHERE reference = {pending}");
        await RunAsync($"INSERT INTO workers (id, seen_at, in_flight, draining) VALUES ('died long ago', now() - interval '2 hours', 0, false)");
        await RunAsync($"""
            INSERT INTO sessions (id, merchant_id, refresh_token_hash, created_at, last_seen_at, expires_at, revoked_at)
            SELECT gen_random_uuid(), {merchant.Id.Value}, repeat(n::text, 64), now() - interval '60 days', now() - interval '60 days',
                CASE n WHEN 3 THEN now() + interval '1 hour' ELSE now() - interval '31 days' END,
                CASE n WHEN 2 THEN now() - interval '59 days' END
            FROM generate_series(1, 3) n
            """);

        await BecomesAsync(0, $"SELECT count(*) AS \"Value\" FROM bank_authorisations WHERE reference = {settled}");
        await BecomesAsync(0, $"SELECT count(*) AS \"Value\" FROM workers WHERE id = 'died long ago'");
        await BecomesAsync(1, $"SELECT count(*) AS \"Value\" FROM sessions WHERE merchant_id = {merchant.Id.Value}");
        Assert.Equal(1, await CountAsync($"SELECT count(*) AS \"Value\" FROM bank_authorisations WHERE reference = {pending}"));
    }

    /// <summary>The database refuses to change when something happened; only a superuser without triggers can.</summary>
    /// <param name="of">A merchant's id, or the payment's.</param>
    private Task<int> AgeEventsAsync(int days, string of) => RunAsync($"""
        BEGIN; SET LOCAL session_replication_role = replica;
        UPDATE events SET created_at = now() - {days} * interval '1 day' WHERE merchant_id::text = {of} OR subject_id = {of}; COMMIT
        """);

    private Task<int> RunAsync(FormattableString sql) => purging.Gateway.ExecuteAsync(sql);

    private Task<long> CountAsync(FormattableString sql) => purging.Gateway.ScalarAsync<long>(sql);

    private Task<long> BecomesAsync(long count, FormattableString sql, [CallerArgumentExpression(nameof(sql))] string? what = null) =>
        Eventually.GetAsync(() => CountAsync(sql), seen => seen == count, $"{what} is {count}");
}
