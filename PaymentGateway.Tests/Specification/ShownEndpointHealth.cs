using System.Text.Json;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A merchant sees since when its address fails, and with what response.</summary>
public sealed class ShownEndpointHealth(Servers servers)
{
    private volatile int _status = 500;

    [Fact]
    public async Task A_failing_address_shows_its_first_failure_and_its_last_response_code()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        var before = TimeProvider.System.GetUtcNow();
        await merchant.SendTestWebhookAsync();
        var first = await BecomesAsync(merchant, failures: 1, responseCode: 500);

        _status = 502;
        var later = await BecomesAsync(merchant, failures: 2, responseCode: 502);

        Assert.InRange(first.GetProperty("failing_since").GetDateTimeOffset(), before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
        Assert.Equal(first.GetProperty("failing_since").GetRawText(), later.GetProperty("failing_since").GetRawText());
    }

    [Fact]
    public async Task An_address_that_takes_no_connection_has_no_response_code()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.SendTestWebhookAsync();
        await BecomesAsync(merchant, failures: 1, responseCode: 500);

        await receiver.DisposeAsync();

        var health = await BecomesAsync(merchant, failures: 2, responseCode: null);
        Assert.Equal(JsonValueKind.String, health.GetProperty("failing_since").ValueKind);
    }

    [Fact]
    public async Task A_success_clears_what_was_shown()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.SendTestWebhookAsync();
        await BecomesAsync(merchant, failures: 1, responseCode: 500);

        _status = 200;

        ShowsNothing(await BecomesAsync(merchant, failures: 0, responseCode: null));
        await ForgetsAsync(merchant);
    }

    [Fact]
    public async Task An_address_that_is_gone_shows_410()
    {
        _status = 410;
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.SendTestWebhookAsync();

        var health = await BecomesAsync(merchant, failures: 1, responseCode: 410);

        Assert.Equal("disabled", health.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, health.GetProperty("failing_since").ValueKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_address_shows_nothing_whether_it_is_set_by_the_api_or_by_sql(bool byApi)
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.SendTestWebhookAsync();
        await BecomesAsync(merchant, failures: 1, responseCode: 500);
        var another = $"http://127.0.0.1:{HostProcess.FreePort()}/";

        if (byApi)
        {
            (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = another })).Expect(200);
        }
        else
        {
            await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET webhook_url = {another} WHERE id = {merchant.Id.Value}");
        }

        await ForgetsAsync(merchant);
        ShowsNothing(await merchant.WebhookHealthAsync());
    }

    [Fact]
    public async Task Without_an_address_nothing_is_shown()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.SendTestWebhookAsync();
        await BecomesAsync(merchant, failures: 1, responseCode: 500);

        var off = (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = (string?)null })).Expect(200);

        ShowsNothing(off.Json.GetProperty("webhook_health"));
    }

    private Task<Receiver> StartReceiverAsync() => Receiver.StartAsync((http, _) =>
    {
        http.Response.StatusCode = _status;
        return Task.CompletedTask;
    });

    private static Task<JsonElement> BecomesAsync(TestMerchant merchant, int failures, int? responseCode) => Eventually.GetAsync(
        merchant.WebhookHealthAsync,
        health => (failures == 0 ? health.GetProperty("consecutive_failures").GetInt32() == 0
                : health.GetProperty("consecutive_failures").GetInt32() >= failures)
            && CodeOf(health) == responseCode,
        $"{failures} failures, the last with {responseCode}", TimeSpan.FromSeconds(60));

    private static async Task ForgetsAsync(TestMerchant merchant) => Assert.Equal(1, await merchant.Gateway.ScalarAsync<long>($"""
        SELECT count(*) AS "Value" FROM webhook_endpoints
        WHERE merchant_id = {merchant.Id.Value} AND first_failure_at IS NULL AND last_response_code IS NULL
        """));

    private static int? CodeOf(JsonElement health) =>
        health.GetProperty("last_response_code") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : null;

    private static void ShowsNothing(JsonElement health)
    {
        Assert.Equal(0, health.GetProperty("consecutive_failures").GetInt32());
        Assert.Equal(JsonValueKind.Null, health.GetProperty("failing_since").ValueKind);
        Assert.Equal(JsonValueKind.Null, health.GetProperty("last_response_code").ValueKind);
    }
}
