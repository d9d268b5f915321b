using Npgsql;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

public sealed class KeepingWebhookSecrets(Servers servers)
{
    [Fact]
    public async Task A_secret_set_through_the_api_signs_and_is_encrypted_at_rest()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);

        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = "a-secret-of-my-own" })).Expect(200);
        await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(() => !receiver.Received.IsEmpty, "a webhook has arrived");

        Assert.StartsWith("dp1:", await StoredAsync(merchant), StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-of-my-own", await StoredAsync(merchant), StringComparison.Ordinal);
        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedWith("a-secret-of-my-own")));
    }

    [Fact]
    public async Task A_secret_the_gateway_makes_up_takes_effect_at_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);

        var made = (await merchant.PostAsync("/api/v1/merchant/webhook/regenerate")).Expect(200).Text("webhook_secret");
        await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(() => !receiver.Received.IsEmpty, "a webhook has arrived");

        Assert.StartsWith("dp1:", await StoredAsync(merchant), StringComparison.Ordinal);
        Assert.All(receiver.Received, webhook => Assert.True(webhook.IsSignedWith(made)));
    }

    [Fact]
    public async Task A_secret_set_by_sql_is_used_as_it_stands_and_shown_as_it_is()
    {
        var merchant = await servers.NewMerchantAsync();
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = "replaced-in-a-moment" })).Expect(200);

        await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET webhook_secret = 'whsec_by_sql' WHERE id = {merchant.Id.Value}");

        Assert.Equal("whsec_by_sql", (await merchant.GetAsync("/api/v1/merchant/config")).Expect(200).Text("webhook_secret"));
        Assert.Equal("whsec_by_sql", await StoredAsync(merchant));
    }

    [Fact]
    public async Task Every_host_uses_the_one_key_that_the_migration_made()
    {
        await using var before = new NpgsqlConnection(await servers.NewDatabaseAsync());
        await before.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM data_protection_keys", before);
        Assert.Equal(1L, await count.ExecuteScalarAsync());

        await using var receiver = await Receiver.StartAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = "opened-by-the-worker" })).Expect(200);
        await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(() => !receiver.Received.IsEmpty, "the worker has opened it");
        Assert.Equal(1L, await merchant.Gateway.ScalarAsync<long>($"""SELECT count(*) AS "Value" FROM data_protection_keys"""));
    }

    private static Task<string> StoredAsync(TestMerchant merchant) =>
        merchant.Gateway.ScalarAsync<string>($"SELECT webhook_secret AS \"Value\" FROM merchants WHERE id = {merchant.Id.Value}");
}
