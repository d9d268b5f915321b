using Microsoft.AspNetCore.Http;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>A receiver that answers 410 is taken at its word.</summary>
public sealed class EndpointsThatAreGone(Servers servers)
{
    private volatile int _status = StatusCodes.Status410Gone;

    [Fact]
    public async Task The_delivery_has_failed_at_once_and_the_address_is_disabled()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await servers.NewMerchantAsync(receiver.Url);

        var delivery = await merchant.AttemptedAsync(await merchant.SendTestWebhookAsync(), 1);

        Assert.Equal("failed", delivery.GetProperty("status").GetString());
        Assert.Equal(410, delivery.GetProperty("response_code").GetInt32());
        await BecomesAsync(merchant, "disabled");
    }

    [Fact]
    public async Task Later_events_are_kept_and_not_sent()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await DisabledMerchantAsync(receiver);

        var payment = await merchant.PaidAsync();
        var failed = await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/webhooks?status=failed&event=payment.success"),
            page => page.Number("total") == 1, "the delivery is given up");

        Assert.Equal(0, failed.Json.GetProperty("data")[0].GetProperty("attempts").GetInt32());
        Assert.Equal(3, await merchant.Gateway.ScalarAsync<long>($"SELECT count(*) FROM events WHERE subject_id = {payment}"));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task A_manual_retry_goes_there_all_the_same_and_enables_it_when_it_is_taken()
    {
        await using var receiver = await StartReceiverAsync();
        var merchant = await DisabledMerchantAsync(receiver);
        await merchant.PaidAsync();
        var failed = await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/webhooks?status=failed&event=payment.success"),
            page => page.Number("total") == 1, "the delivery is given up");

        _status = 200;
        (await merchant.InsistAsync($"/api/v1/webhooks/{failed.Json.GetProperty("data")[0].GetProperty("id").GetString()}/retry")).Expect(200);

        await BecomesAsync(merchant, "active");
        Assert.Single(receiver.Of("payment.success"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_address_is_enabled_whether_it_is_set_by_the_api_or_by_sql(bool byApi)
    {
        await using var gone = await StartReceiverAsync();
        await using var receiver = await Receiver.StartAsync();
        var merchant = await DisabledMerchantAsync(gone);

        if (byApi)
        {
            var answer = (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_url = receiver.Url })).Expect(200);
            Assert.Equal("active", answer.Json.GetProperty("webhook_health").GetProperty("status").GetString());
        }
        else
        {
            await merchant.Gateway.ExecuteAsync($"UPDATE merchants SET webhook_url = {receiver.Url} WHERE id = {merchant.Id.Value}");
        }

        await merchant.PaidAsync();

        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 3, "three webhooks have arrived");
    }

    private Task<Receiver> StartReceiverAsync() => Receiver.StartAsync((http, _) =>
    {
        http.Response.StatusCode = _status;
        return Task.CompletedTask;
    });

    private async Task<TestMerchant> DisabledMerchantAsync(Receiver receiver)
    {
        var merchant = await servers.NewMerchantAsync(receiver.Url);
        await merchant.SendTestWebhookAsync();
        await BecomesAsync(merchant, "disabled");
        return merchant;
    }

    private static Task<string> BecomesAsync(TestMerchant merchant, string status) => Eventually.GetAsync(
        async () => (await merchant.WebhookHealthAsync()).GetProperty("status").GetString()!, now => now == status, $"the address is {status}");
}
