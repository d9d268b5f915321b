using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class DeliveringWebhooks(Servers servers)
{
    [Fact]
    public async Task A_payment_reaches_the_merchant_as_three_signed_webhooks()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);

        var payment = await merchant.PaidAsync();
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 3, "three webhooks have arrived");

        Assert.Equal(["payment.created", "payment.pending", "payment.success"],
            receiver.Received.Select(webhook => webhook.Event).Order());
        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedWith(TestMerchant.WebhookSecret)));
        Assert.All(receiver.Received, webhook =>
            Assert.Equal(payment, webhook.Json.GetProperty("data").GetProperty("payment").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_delivery_is_in_the_log_with_its_answer()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);

        await merchant.PaidAsync();
        var logs = await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/webhooks?status=success"),
            page => page.Number("total") == 3, "three deliveries are logged as successful");

        Assert.All(logs.Json.GetProperty("data").EnumerateArray(), log =>
        {
            Assert.Equal(200, log.GetProperty("response_code").GetInt32());
            Assert.Equal("OK", log.GetProperty("response_body").GetString());
            Assert.Equal(1, log.GetProperty("attempts").GetInt32());
        });
    }

    [Fact]
    public async Task A_worker_whose_lease_ran_out_during_an_attempt_writes_nothing_any_more()
    {
        var (answers, calls) = (new[] { new TaskCompletionSource(), new TaskCompletionSource() }, 0);
        await using var receiver = await Receiver.StartAsync((_, _) => answers[Interlocked.Increment(ref calls) - 1].Task);
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var id = await merchant.SendTestWebhookAsync();
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 1, "the first attempt is under way");

        await merchant.Gateway.ExecuteAsync($"UPDATE jobs SET lease_until = now() WHERE ref = {id}");
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 2, "somebody else has taken over");
        answers[0].SetResult();
        await (await servers.NewMerchantAsync()).PaidAsync(); // time enough to write
        answers[1].SetResult();

        var delivery = await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            seen => seen.GetProperty("status").GetString() == "success", "the second attempt has ended");
        Assert.Equal(1, delivery.GetProperty("attempts").GetInt32());
        Assert.Equal(JsonValueKind.Null, delivery.GetProperty("attempt_log")[0].GetProperty("duration_ms").ValueKind);
    }

    [Fact]
    public async Task An_address_set_by_sql_takes_effect_for_the_next_event()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync();

        await merchant.Gateway.ExecuteAsync(
            $"UPDATE merchants SET webhook_url = {receiver.Url}, webhook_secret = 'whsec_test_abc123' WHERE id = {merchant.Id.Value}");
        await merchant.PaidAsync();
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 3, "three webhooks have arrived");

        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedWith("whsec_test_abc123")));
    }

    [Fact]
    public async Task Without_an_address_the_event_is_kept_and_nothing_is_sent()
    {
        var merchant = await servers.NewMerchantAsync();

        var payment = await merchant.PaidAsync();

        Assert.Equal(3, await merchant.Gateway.ScalarAsync<long>($"SELECT count(*) FROM events WHERE subject_id = {payment}"));
        Assert.Equal(0, (await merchant.GetAsync("/api/v1/webhooks")).Number("total"));
    }
}
