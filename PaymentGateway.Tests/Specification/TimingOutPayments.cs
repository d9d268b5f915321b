using PaymentGateway.Tests.Live;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A bank that does not decide blocks no order for good, and keeps no shopper's money.</summary>
public sealed class TimingOutPayments(Servers servers)
{
    private static readonly TimeSpan DecisionTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstEnquiryAfter = TimeSpan.FromSeconds(5);

    private Gateway _gateway = null!;

    [Fact]
    public async Task A_payment_without_a_decision_fails_and_its_order_takes_another()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await NewMerchantAsync(receiver.Url);
        var order = await merchant.CreateOrderAsync();
        var payment = await PayAsync(merchant, order, "timeout@sim");
        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" })).Expect(409);
        await BankIsAskedAsync(payment);
        Assert.Equal(DecisionTimeout, await PauseAsync(payment));

        await merchant.AdvanceAsync(DecisionTimeout);
        var failed = await merchant.SettledAsync(payment);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("PAYMENT_FAILED", failed.GetProperty("error_code").GetString());
        Assert.Equal("payment_timed_out", failed.GetProperty("error_reason").GetString());
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
        var merchant = await NewMerchantAsync(receiver.Url);
        var order = await merchant.CreateOrderAsync();
        var payment = await PayAsync(merchant, order, "late.10.success@sim");
        await TimeOutAsync(merchant, payment);
        var second = await PayAsync(merchant, order, "success@sim");

        await merchant.AdvanceAsync(FirstEnquiryAfter);
        var timeline = await Eventually.GetAsync(
            () => merchant.GetAsync($"/api/v1/payments/{payment}/timeline"), seen => TypesOf(seen).Contains("payment.reversed"),
            "the late approval is reversed");

        Assert.Equal(
            ["payment.created", "payment.pending", "payment.failed", "payment.late_approval", "payment.reversed"],
            TypesOf(timeline).Where(type => type != "webhook.attempt"));
        Assert.Equal("failed", (await merchant.GetAsync($"/api/v1/payments/{payment}")).Text("status"));
        Assert.Equal("success", (await merchant.SettledAsync(second)).GetProperty("status").GetString());
        Assert.Equal(0, (await merchant.GetAsync($"/api/v1/payments/{payment}/refunds")).Number("total"));
        Assert.Equal(3, await _gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM events WHERE subject_id = {payment}"));
        Assert.Equal(2, await _gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM bank_authorisations WHERE reference IN ({payment}, {"reversal_" + payment})"));
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100 })).Expect(400);
    }

    [Fact]
    public async Task Each_delay_of_the_simulated_bank_extends_the_time_until_it_counts_as_silent()
    {
        var merchant = await NewMerchantAsync();
        var payment = await merchant.PayAsync($"delay.{DecisionTimeout.TotalMilliseconds}@sim");
        await BankIsAskedAsync(payment);

        // It was claimed before the bank was asked, so the deadline alone would come before the decision.
        Assert.True(await PauseAsync(payment) > DecisionTimeout);
        await merchant.AdvanceAsync(DecisionTimeout);

        Assert.Equal("success", (await merchant.SettledAsync(payment)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_outage_of_the_bank_that_outlasts_the_deadline_is_a_time_out()
    {
        var merchant = await NewMerchantAsync();

        var (recovers, stays) = (await merchant.PayAsync("flaky.1@sim"), await merchant.PayAsync("flaky.20@sim"));
        Assert.Equal("success", (await merchant.SettledAsync(recovers)).GetProperty("status").GetString());
        await BankIsAskedAsync(stays);
        await merchant.AdvanceAsync(DecisionTimeout + TimeSpan.FromSeconds(1));

        Assert.Equal("payment_timed_out", (await merchant.SettledAsync(stays)).GetProperty("error_reason").GetString());
    }

    [Fact]
    public async Task An_approval_that_the_last_question_hears_past_the_deadline_is_a_success()
    {
        var merchant = await NewMerchantAsync();
        var payment = await merchant.PayAsync("timeout@sim");
        await BankIsAskedAsync(payment);

        // The job waits for the deadline, and nobody asks before.
        await _gateway.ExecuteAsync($"UPDATE bank_authorisations SET ready_at = now() WHERE reference = {payment}");
        await merchant.AdvanceAsync(DecisionTimeout);

        Assert.Equal("success", (await merchant.SettledAsync(payment)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_payment_whose_job_is_dead_times_out_too()
    {
        var merchant = await NewMerchantAsync();
        await using var changes = await EventReader.OpenAsync(merchant.Http, "/api/v1/changes");
        await changes.NextAsync("heartbeat");
        var payment = await merchant.PayAsync("delay.600000@sim");
        await changes.ReadUntilAsync($"payment {payment}");
        await Eventually.BecomesTrueAsync(async () => await _gateway.ExecuteAsync($"""
            UPDATE jobs SET state = 'dead', finished_at = now(), first_claimed_at = now() - interval '1 hour'
            WHERE ref = {payment} AND state = 'ready' AND first_claimed_at IS NOT NULL
            """) == 1, "the job waits for the bank");

        Assert.Equal("payment_timed_out", (await merchant.SettledAsync(payment)).GetProperty("error_reason").GetString());
        await changes.ReadUntilAsync($"payment {payment}");
    }

    [Fact]
    public async Task An_undecided_payment_is_asked_about_for_three_days_and_no_longer()
    {
        var merchant = await NewMerchantAsync();
        var payment = await merchant.PayAsync("timeout@sim");
        await TimeOutAsync(merchant, payment);
        var calls = await CallsAsync(payment);
        await merchant.AdvanceAsync(TimeSpan.FromHours(71));
        await Eventually.BecomesTrueAsync(async () => await CallsAsync(payment) > calls, "the bank is asked");
        Assert.Equal(1, await OpenEnquiriesAsync(payment));

        await merchant.AdvanceAsync(TimeSpan.FromHours(2));

        await Eventually.BecomesTrueAsync(async () => await OpenEnquiriesAsync(payment) == 0, "the bank is not asked any more");
        Assert.DoesNotContain("payment.late_approval", TypesOf(await merchant.GetAsync($"/api/v1/payments/{payment}/timeline")));
    }

    private async Task<TestMerchant> NewMerchantAsync(string? webhookUrl = null)
    {
        _gateway = await servers.SharedGatewayAsync();
        return await TestMerchant.CreateAsync(_gateway, webhookUrl);
    }

    private async Task TimeOutAsync(TestMerchant merchant, string payment)
    {
        await BankIsAskedAsync(payment);
        await merchant.AdvanceAsync(DecisionTimeout);
        Assert.Equal("failed", (await merchant.SettledAsync(payment)).GetProperty("status").GetString());
    }

    private Task BankIsAskedAsync(string payment) => Eventually.BecomesTrueAsync(
        async () => await _gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE ref = {payment} AND state = 'ready' AND first_claimed_at IS NOT NULL") == 1,
        "the bank has been asked");

    /// <returns>From the first claim of the payment's job until it is due again.</returns>
    private Task<TimeSpan> PauseAsync(string payment) => _gateway.ScalarAsync<TimeSpan>(
        $"SELECT run_at - first_claimed_at AS \"Value\" FROM jobs WHERE ref = {payment}");

    private Task<int> CallsAsync(string payment) =>
        _gateway.ScalarAsync<int>($"SELECT calls FROM bank_authorisations WHERE reference = {payment}");

    private Task<long> OpenEnquiriesAsync(string payment) => _gateway.ScalarAsync<long>(
        $"SELECT count(*) AS \"Value\" FROM jobs WHERE kind = 'reversal' AND ref = {payment} AND finished_at IS NULL");

    private static async Task<string> PayAsync(TestMerchant merchant, string order, string vpa) =>
        (await merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa })).Expect(201).Text("id");

    private static List<string?> TypesOf(ApiAnswer timeline) =>
        [.. timeline.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("type").GetString())];
}
