using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PaymentGateway.Core.Secrets;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A database that was restored without its master key: stored secrets cannot be decrypted, everything else works.</summary>
public sealed class UnreadableWebhookSecrets(Servers servers)
{
    private static readonly string Unreadable = new SecretVault(new EphemeralDataProtectionProvider()).Lock("of-another-key-ring");

    [Fact]
    public async Task The_configuration_says_so_and_can_be_changed()
    {
        var person = await Person.CreateAsync(servers);
        var merchant = person.Merchant;
        var token = (await person.LogInAsync()).Expect(200).Text("token");
        Assert.False((await merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Json.GetProperty("webhook_secret_unreadable").GetBoolean());
        await LoseSecretAsync(merchant);

        ApiAnswer[] configurations =
        [
            await merchant.GetAsync("/api/v1/merchant/config"),
            await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = "http://127.0.0.1:1/" }),
            await person.SendAsync(HttpMethod.Patch, "/api/v1/merchant", token, new { name = "Renamed" }),
        ];

        Assert.All(configurations, configuration =>
        {
            Assert.True(configuration.Expect(200).Json.GetProperty("webhook_secret_unreadable").GetBoolean());
            Assert.Equal(JsonValueKind.Null, configuration.Json.GetProperty("webhook_secret").ValueKind);
            Assert.Equal(JsonValueKind.Null, configuration.Json.GetProperty("standard_webhooks_secret").ValueKind);
        });
        Assert.Equal("Renamed", configurations[^1].Text("name"));
        var replaced = (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = "a-secret-of-today" })).Expect(200);
        Assert.Equal("a-secret-of-today", replaced.Text("webhook_secret"));
        Assert.False(replaced.Json.GetProperty("webhook_secret_unreadable").GetBoolean());
    }

    [Fact]
    public async Task Deliveries_fail_by_their_schedule_with_a_reason_and_arrive_once_a_new_secret_is_set()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await LoseSecretAsync(merchant);
        await merchant.PayAsync();
        var pending = (await merchant.ListedAsync("event=payment.created", 1, "the delivery is listed")).Json.GetProperty("data")[0].GetProperty("id").GetString()!;
        var failing = await merchant.SendTestWebhookAsync();
        await merchant.AttemptedAsync(pending, 1);
        await merchant.AttemptedAsync(failing, 1);

        await merchant.Gateway.ExecuteAsync($"UPDATE webhook_logs SET attempts = 4 WHERE id = {Guid.Parse(failing)}");
        await merchant.AdvanceAsync(TimeSpan.FromSeconds(5));
        var failed = await merchant.AttemptedAsync(failing, 2);

        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.All(failed.GetProperty("attempt_log").EnumerateArray(), attempt => Assert.Equal("secret", attempt.GetProperty("error").GetString()));
        Assert.Equal(JsonValueKind.Null, failed.LastAttempt().GetProperty("response_code").ValueKind);
        Assert.Equal("pending", (await merchant.AttemptedAsync(pending, 2)).GetProperty("status").GetString());
        Assert.Empty(receiver.Received);
        Assert.Equal(0, (await merchant.WebhookHealthAsync()).GetProperty("consecutive_failures").GetInt32());

        var secret = (await merchant.PostAsync("/api/v1/merchant/webhook/regenerate")).Expect(200).Text("webhook_secret");
        (await merchant.PostAsync($"/api/v1/webhooks/{failing}/retry")).Expect(200);
        await merchant.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Eventually.BecomesTrueAsync(() => receiver.Of("webhook.test").Any() && receiver.Of("payment.created").Any(), "both have arrived");
        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedWith(secret)));
    }

    [Fact]
    public async Task A_repeated_request_whose_stored_response_is_unreadable_is_409_and_not_carried_out_again()
    {
        var merchant = await servers.NewMerchantAsync();
        var change = new { webhook_url = "http://127.0.0.1:1/first" };
        (await merchant.PatchAsync("/api/v1/merchant/webhook", change, "stored")).Expect(200);
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = "http://127.0.0.1:1/second" })).Expect(200);
        await merchant.Gateway.ExecuteAsync($"""
            UPDATE idempotency_keys SET response = to_json({Unreadable}::text) WHERE merchant_id = {merchant.Id.Value} AND key = 'stored'
            """);

        var repeated = await merchant.PatchAsync("/api/v1/merchant/webhook", change, "stored");

        repeated.ExpectError(409, "IDEMPOTENCY_RESPONSE_UNREADABLE");
        Assert.Equal("http://127.0.0.1:1/second", (await merchant.GetAsync("/api/v1/merchant/config")).Text("webhook_url"));
        (await merchant.PatchAsync("/api/v1/merchant/webhook", change, "another")).Expect(200);
    }

    [Fact]
    public async Task Another_master_key_leaves_a_gateway_that_signs_with_new_secrets()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = "of-the-first-key" })).Expect(200);
        var settings = new GatewaySettings().EnvironmentFor(gateway.ConnectionString, gateway.Redis.ConnectionString);
        settings["Security__MasterKey"] = "another master key that is only for tests......";

        await using var api = await InProcessHost.StartAsync("Api", settings);
        using var restored = merchant.NewClient();
        async Task<ApiAnswer> SendAsync(HttpMethod method, string path) => await ApiAnswer.ReadAsync(
            await restored.SendAsync(new HttpRequestMessage(method, new Uri(api.Address, path))));
        Assert.True((await SendAsync(HttpMethod.Get, "/api/v1/merchant/config")).Expect(200).Json.GetProperty("webhook_secret_unreadable").GetBoolean());
        var secret = (await SendAsync(HttpMethod.Post, "/api/v1/merchant/webhook/regenerate")).Expect(200).Text("webhook_secret");
        (await SendAsync(HttpMethod.Post, "/api/v1/merchant/webhook/test")).Expect(200);

        await using var worker = await InProcessHost.StartAsync("Worker", settings);
        await Eventually.BecomesTrueAsync(() => !receiver.Received.IsEmpty, "the webhook has arrived");
        Assert.True(receiver.Received.First().IsSignedWith(secret));
    }

    private static Task<int> LoseSecretAsync(TestMerchant merchant) =>
        merchant.Gateway.ExecuteAsync($"UPDATE merchants SET webhook_secret = {Unreadable} WHERE id = {merchant.Id.Value}");
}
