using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A delivery whose job is dead has failed, says so, and can be resent.</summary>
public sealed class DeliveriesOfDeadJobs(Servers servers)
{
    [Fact]
    public async Task A_delivery_fails_when_its_job_dies_and_a_retry_delivers_it()
    {
        await using var receiver = await Receiver.AnsweringAsync(200);
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var id = await DeadAsync(merchant);

        var failed = await FailedAsync(merchant, id);

        Assert.Equal(JsonValueKind.Null, failed.GetProperty("next_retry_at").ValueKind);
        (await merchant.PostAsync($"/api/v1/webhooks/{id}/retry")).Expect(200);
        Assert.Equal("success", (await SettledAsync(merchant, id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_job_that_an_operator_requeues_delivers_a_failed_delivery()
    {
        await using var receiver = await Receiver.AnsweringAsync(200);
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var id = await DeadAsync(merchant);
        await FailedAsync(merchant, id);

        await merchant.Gateway.ExecuteAsync($"""
            UPDATE jobs SET state = 'ready', attempt = 0, run_at = now(), finished_at = NULL, dispatched_at = NULL
            WHERE state = 'dead' AND ref = {id}
            """);

        await Eventually.GetAsync(() => merchant.DeliveryAsync(id),
            delivery => delivery.GetProperty("status").GetString() == "success", "it is delivered");
    }

    [Fact]
    public async Task A_pending_delivery_is_retried_once_nothing_else_delivers_it()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway, "http://127.0.0.1:1/");
        var id = await merchant.SendTestWebhookAsync();
        (await merchant.PostAsync($"/api/v1/webhooks/{id}/retry")).ExpectError(409, "CONFLICT_ERROR");

        await gateway.ExecuteAsync($"UPDATE jobs SET state = 'dead', attempt = 25, finished_at = now() WHERE ref = {id}");
        (await merchant.PostAsync($"/api/v1/webhooks/{id}/retry")).Expect(200);

        Assert.Equal("ready 0 pending manual", await gateway.ScalarAsync<string>($"""
            SELECT concat_ws(' ', j.state, j.attempt, d.status, d.next_trigger) AS "Value"
            FROM jobs j JOIN webhook_logs d ON d.id::text = j.ref WHERE j.ref = {id}
            """));
        (await merchant.PostAsync($"/api/v1/webhooks/{id}/retry")).ExpectError(409, "CONFLICT_ERROR");
    }

    /// <returns>The id of a delivery whose job died at its first try: the attempt that it makes is in the log already.</returns>
    private static async Task<string> DeadAsync(TestMerchant merchant)
    {
        var gateway = merchant.Gateway;
        await gateway.ExecuteAsync($"UPDATE webhook_endpoints SET open_until = now() + interval '1 hour' WHERE merchant_id = {merchant.Id.Value}");
        await merchant.PayAsync();
        var id = (await merchant.ListedAsync("event=payment.created", 1, "the delivery is listed")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;
        await gateway.ExecuteAsync($"""
            INSERT INTO webhook_attempts (webhook_id, attempt, trigger, started_at, duration_ms) VALUES ({Guid.Parse(id)}, 2, 'auto', now(), 1);
            UPDATE jobs SET max_attempts = 1 WHERE ref = {id};
            UPDATE webhook_endpoints SET open_until = NULL WHERE merchant_id = {merchant.Id.Value}
            """);
        await Eventually.BecomesTrueAsync(
            async () => await gateway.ScalarAsync<string>($"""SELECT state AS "Value" FROM jobs WHERE ref = {id}""") == "dead", "the job is dead");
        await gateway.ExecuteAsync($"DELETE FROM webhook_attempts WHERE webhook_id = {Guid.Parse(id)}");
        return id;
    }

    private static Task<JsonElement> FailedAsync(TestMerchant merchant, string id) => Eventually.GetAsync(
        () => merchant.DeliveryAsync(id), delivery => delivery.GetProperty("status").GetString() == "failed", "the delivery has failed");

    private static Task<JsonElement> SettledAsync(TestMerchant merchant, string id) => Eventually.GetAsync(
        () => merchant.DeliveryAsync(id), delivery => delivery.GetProperty("status").GetString() != "pending", "the delivery has ended");
}
