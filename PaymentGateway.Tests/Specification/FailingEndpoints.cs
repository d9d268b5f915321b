using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>An address that fails again and again is left alone for a while: its webhooks wait and lose nothing by it.</summary>
[Collection(PatientTests.Name)]
public sealed class FailingEndpoints(PatientGateway patient)
{
    private static readonly Func<string, bool> IsPaused = status => status == "paused";

    private volatile int _status = 500;
    private Func<Task> _onReceipt = () => Task.CompletedTask;

    [Fact]
    public async Task After_ten_failures_what_is_due_waits_and_uses_up_no_attempt()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await PausedMerchantAsync(receiver);
        var sent = receiver.Received.Count;

        var payment = await merchant.PaidAsync();
        var listed = await merchant.ListedAsync($"event=payment.success&q={payment}", 1, "the event is fanned out");
        var waiting = Assert.Single(listed.Json.GetProperty("data").EnumerateArray());

        Assert.Equal("pending", waiting.GetProperty("status").GetString());
        Assert.Equal(0, waiting.GetProperty("attempts").GetInt32());
        Assert.DoesNotContain(receiver.Received.Skip(sent), webhook => webhook.Body.Contains(payment, StringComparison.Ordinal));
        Assert.True((await merchant.WebhookHealthAsync()).GetProperty("paused_until").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task After_the_pause_one_probe_is_sent_and_with_its_success_all_the_rest()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await PausedMerchantAsync(receiver);
        await merchant.PaidAsync();
        await merchant.PaidAsync();
        var sent = receiver.Received.Count;

        await EndPauseAsync(merchant);
        await Eventually.GetAsync(() => OpeningsAsync(merchant), openings => openings == 2, "the probe has failed and doubled the pause");
        Assert.Equal(sent + 1, receiver.Received.Count);

        _status = 200;
        await EndPauseAsync(merchant);
        await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/webhooks?status=success&event=payment.success"),
            page => page.Number("total") >= 2, "both payments have been delivered");
        Assert.Equal("active", (await merchant.WebhookHealthAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task No_second_probe_leaves_before_the_outcome_of_the_first_is_known()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await PausedMerchantAsync(receiver);
        await merchant.PaidAsync();
        await merchant.PaidAsync();
        var ended = await EndedAttemptsAsync(merchant);
        HeldLock? health = null;
        _onReceipt = async () => health ??= await HeldLock.TakeAsync(
            merchant.Gateway, $"SELECT 1 FROM webhook_endpoints WHERE merchant_id = '{merchant.Id.Value}' FOR UPDATE");

        await EndPauseAsync(merchant);
        await HeldLock.IsWaitedForAsync(merchant.Gateway, "FOR UPDATE OF e");

        Assert.Equal(ended, await EndedAttemptsAsync(merchant));
        await health!.DisposeAsync();
        await Eventually.GetAsync(() => OpeningsAsync(merchant), openings => openings == 2, "the probe has doubled the pause");
    }

    [Fact]
    public async Task A_manual_retry_does_not_wait_and_its_success_ends_the_pause()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await PausedMerchantAsync(receiver);
        var given = await merchant.SendTestWebhookAsync();
        await merchant.AttemptedAsync(given, 1);
        await merchant.Gateway.ExecuteAsync($"""
            UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL WHERE id = {Guid.Parse(given)};
            DELETE FROM jobs WHERE ref = {given}
            """);
        Assert.Equal("paused", (await merchant.WebhookHealthAsync()).GetProperty("status").GetString());

        _status = 200;
        (await merchant.InsistAsync($"/api/v1/webhooks/{given}/retry")).Expect(200);
        var delivered = await merchant.AttemptedAsync(given, 2);

        Assert.Equal("success", delivered.GetProperty("status").GetString());
        Assert.Equal("manual", delivered.LastAttempt().GetProperty("trigger").GetString());
        await Eventually.GetAsync(merchant.WebhookHealthAsync, health => health.GetProperty("status").GetString() == "active", "the pause is over");
    }

    [Fact]
    public async Task Another_address_starts_without_a_pause()
    {
        await using var receiver = await StartReceiverAsync();
        await using var other = await Receiver.StartAsync();
        var merchant = await PausedMerchantAsync(receiver);

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET webhook_url = {other.Url} WHERE id = {merchant.Id.Value}");
        await merchant.PaidAsync();

        await Eventually.BecomesTrueAsync(() => other.Received.Count >= 3, "the new address has got the payment's three events");
    }

    private Task<Receiver> StartReceiverAsync() => Receiver.StartAsync(async (http, _) =>
    {
        await _onReceipt();
        http.Response.StatusCode = _status;
    });

    private async Task<TestMerchant> PausedMerchantAsync(Receiver receiver)
    {
        var merchant = await patient.NewMerchantAsync(receiver.Url);
        for (var i = 0; i < 4; i++)
        {
            await merchant.PayAsync(); // three webhooks each, and each fails once
        }

        await Eventually.GetAsync(async () => (await merchant.WebhookHealthAsync()).GetProperty("status").GetString()!, IsPaused, "deliveries are paused");
        await Eventually.BecomesTrueAsync(async () => await merchant.Gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE lane = {merchant.Id.Value} AND state = 'running'") == 0, "nothing is under way any more");
        // Not before the test says so, however slow the machine is.
        await merchant.Gateway.ExecuteAsync(
            $"UPDATE webhook_endpoints SET open_until = now() + interval '1 hour' WHERE merchant_id = {merchant.Id.Value}");
        return merchant;
    }

    private static Task<int> EndPauseAsync(TestMerchant merchant) =>
        merchant.Gateway.ExecuteAsync($"UPDATE webhook_endpoints SET open_until = now() WHERE merchant_id = {merchant.Id.Value}");

    private static Task<int> OpeningsAsync(TestMerchant merchant) =>
        merchant.Gateway.ScalarAsync<int>($"SELECT openings FROM webhook_endpoints WHERE merchant_id = {merchant.Id.Value}");

    private static Task<long> EndedAttemptsAsync(TestMerchant merchant) => merchant.Gateway.ScalarAsync<long>($"""
        SELECT count(*) FROM webhook_attempts a JOIN webhook_logs d ON d.id = a.webhook_id
        WHERE d.merchant_id = {merchant.Id.Value} AND a.duration_ms IS NOT NULL
        """);
}
