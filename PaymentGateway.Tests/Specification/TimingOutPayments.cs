using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A bank that does not decide blocks no order for good, and keeps no shopper's money.</summary>
public sealed class TimingOutPayments(DecidingLateGateway late) : IClassFixture<DecidingLateGateway>
{
    [Fact]
    public async Task A_payment_without_a_decision_fails_and_its_order_takes_another()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(late.Gateway, receiver.Url);
        var order = await merchant.CreateOrderAsync();
        var payment = await PayAsync(merchant, order, "timeout@sim");
        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" })).Expect(409);

        var failed = await merchant.SettledAsync(payment);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("PAYMENT_FAILED", failed.GetProperty("error_code").GetString());
        Assert.Equal("payment_timed_out", failed.GetProperty("error_reason").GetString());
        Assert.True(Elapsed(failed) >= late.Timeout, $"after {Elapsed(failed)}");
        var second = await PayAsync(merchant, order, "success@sim");
        Assert.Equal("success", (await merchant.SettledAsync(second)).GetProperty("status").GetString());
        Assert.Equal("paid", (await merchant.GetAsync($"/api/v1/orders/{order}")).Text("status"));
        var told = await Eventually.GetAsync(
            () => Task.FromResult(receiver.Received.Where(webhook => webhook.Body.Contains(payment, StringComparison.Ordinal)).ToList()),
            webhooks => webhooks.Count == 3, "all three events arrive");
        Assert.Equal(["payment.created", "payment.failed", "payment.pending"], told.Select(webhook => webhook.Event).Order());
    }

    [Fact]
    public async Task An_approval_after_the_time_out_is_returned_and_told_by_no_webhook()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(late.Gateway, receiver.Url);
        var order = await merchant.CreateOrderAsync();
        var payment = await PayAsync(merchant, order, "late.10.success@sim");
        var second = await PayAnotherAsync(merchant, order, payment);

        await BringEnquiriesForwardAsync(payment);
        var timeline = await Eventually.GetAsync(
            () => merchant.GetAsync($"/api/v1/payments/{payment}/timeline"), seen => TypesOf(seen).Contains("payment.reversed"),
            "the late approval is reversed");

        Assert.Equal(
            ["payment.created", "payment.pending", "payment.failed", "payment.late_approval", "payment.reversed"],
            TypesOf(timeline).Where(type => type != "webhook.attempt"));
        Assert.Equal("failed", (await merchant.GetAsync($"/api/v1/payments/{payment}")).Text("status"));
        Assert.Equal("success", (await merchant.SettledAsync(second)).GetProperty("status").GetString());
        Assert.Equal(0, (await merchant.GetAsync($"/api/v1/payments/{payment}/refunds")).Number("total"));
        Assert.Equal(3, await late.Gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM events WHERE subject_id = {payment}"));
        Assert.Equal(2, await late.Gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM bank_authorisations WHERE reference IN ({payment}, {"reversal_" + payment})"));
        Assert.Equal(1, await late.Gateway.ScalarAsync<int>(
            $"SELECT calls FROM bank_authorisations WHERE reference = {"reversal_" + payment}"));
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100 })).Expect(400);
    }

    [Fact]
    public async Task Each_delay_of_the_simulated_bank_extends_the_time_until_it_counts_as_silent()
    {
        var merchant = await TestMerchant.CreateAsync(late.Gateway);
        var delay = late.Timeout + TimeSpan.FromMilliseconds(500);

        var slow = await merchant.SettledAsync(await merchant.PayAsync($"delay.{delay.TotalMilliseconds}@sim"));

        Assert.Equal("success", slow.GetProperty("status").GetString());
        Assert.True(Elapsed(slow) >= delay, $"after {Elapsed(slow)}");
    }

    [Fact]
    public async Task An_outage_of_the_bank_that_outlasts_the_deadline_is_a_time_out()
    {
        var merchant = await TestMerchant.CreateAsync(late.Gateway);

        // The pauses between errors grow: 0.4, 0.8, 1.6 s. One error ends before the deadline, twenty do not.
        var (recovers, stays) = (await merchant.PayAsync("flaky.1@sim"), await merchant.PayAsync("flaky.20@sim"));

        Assert.Equal("success", (await merchant.SettledAsync(recovers)).GetProperty("status").GetString());
        Assert.Equal("payment_timed_out", (await merchant.SettledAsync(stays)).GetProperty("error_reason").GetString());
    }

    [Fact]
    public async Task An_approval_that_the_last_question_hears_past_the_deadline_is_a_success()
    {
        var merchant = await TestMerchant.CreateAsync(late.Gateway);
        var payment = await merchant.PayAsync("timeout@sim");

        // The job waits for the deadline, and nobody asks before.
        await Eventually.BecomesTrueAsync(async () => await late.Gateway.ExecuteAsync(
            $"UPDATE bank_authorisations SET ready_at = now() WHERE reference = {payment}") == 1, "the bank has been asked");

        var settled = await merchant.SettledAsync(payment);
        Assert.Equal("success", settled.GetProperty("status").GetString());
        Assert.True(Elapsed(settled) >= late.Timeout, $"after {Elapsed(settled)}");
    }

    [Fact]
    public async Task A_payment_whose_job_is_dead_times_out_too()
    {
        var merchant = await TestMerchant.CreateAsync(late.Gateway);
        var payment = await merchant.PayAsync("delay.600000@sim");
        await Eventually.BecomesTrueAsync(async () => await late.Gateway.ExecuteAsync($"""
            UPDATE jobs SET state = 'dead', finished_at = now(), first_claimed_at = now() - interval '1 hour'
            WHERE ref = {payment} AND state = 'ready' AND first_claimed_at IS NOT NULL
            """) == 1, "the job waits for the bank");

        Assert.Equal("payment_timed_out", (await merchant.SettledAsync(payment)).GetProperty("error_reason").GetString());
    }

    [Fact]
    public async Task An_undecided_payment_is_asked_about_for_three_days_and_no_longer()
    {
        var merchant = await TestMerchant.CreateAsync(late.Gateway);
        var payment = await merchant.PayAsync("timeout@sim");
        await merchant.SettledAsync(payment);
        await MoveTimeOutAsync(payment, hoursAgo: 71);
        var calls = await CallsAsync(payment);
        await BringEnquiriesForwardAsync(payment);
        await Eventually.BecomesTrueAsync(async () => await CallsAsync(payment) > calls, "the bank is asked");
        Assert.Equal(1, await OpenEnquiriesAsync(payment));

        await MoveTimeOutAsync(payment, hoursAgo: 73);
        await BringEnquiriesForwardAsync(payment);

        await Eventually.BecomesTrueAsync(async () => await OpenEnquiriesAsync(payment) == 0, "the bank is not asked any more");
        Assert.DoesNotContain("payment.late_approval", TypesOf(await merchant.GetAsync($"/api/v1/payments/{payment}/timeline")));
    }

    /// <summary>The outcome of a payment never changes; only a superuser without triggers can move it.</summary>
    private Task<int> MoveTimeOutAsync(string payment, int hoursAgo) => late.Gateway.ExecuteAsync($"""
        BEGIN; SET LOCAL session_replication_role = replica;
        UPDATE payments SET completed_at = now() - {hoursAgo} * interval '1 hour' WHERE id = {payment}; COMMIT
        """);

    private Task<int> CallsAsync(string payment) =>
        late.Gateway.ScalarAsync<int>($"SELECT calls FROM bank_authorisations WHERE reference = {payment}");

    private Task<long> OpenEnquiriesAsync(string payment) => late.Gateway.ScalarAsync<long>(
        $"SELECT count(*) AS \"Value\" FROM jobs WHERE kind = 'reversal' AND ref = {payment} AND finished_at IS NULL");

    /// <summary>The first enquiry is five seconds after the time-out.</summary>
    private Task BringEnquiriesForwardAsync(string payment) => Eventually.BecomesTrueAsync(
        async () => await late.Gateway.ExecuteAsync(
            $"UPDATE jobs SET run_at = now() WHERE kind = 'reversal' AND ref = {payment} AND state = 'ready'") == 1,
        "the enquiry waits");

    private static async Task<string> PayAsync(TestMerchant merchant, string order, string vpa) =>
        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa })).Expect(201).Text("id");

    private static async Task<string> PayAnotherAsync(TestMerchant merchant, string order, string first)
    {
        await merchant.SettledAsync(first);
        return await PayAsync(merchant, order, "success@sim");
    }

    private static TimeSpan Elapsed(JsonElement payment) =>
        payment.GetProperty("updated_at").GetDateTimeOffset() - payment.GetProperty("created_at").GetDateTimeOffset();

    private static List<string?> TypesOf(ApiAnswer timeline) =>
        [.. timeline.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("type").GetString())];
}
