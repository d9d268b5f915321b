using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

public sealed class LiveStatusWithoutRedis(Servers servers)
{
    [Fact]
    public async Task The_stream_looks_for_itself_while_nothing_is_pushed()
    {
        await using var gateway = await Gateway.StartAsync(servers, new GatewaySettings { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = await merchant.PayAsync();
        gateway.Redis.Kill();
        await gateway.Redis.Exited;
        await Eventually.GetAsync(() => gateway.Api.GetStringAsync("/health"),
            health => health.Contains("\"redis\":\"disconnected\"", StringComparison.Ordinal), "the API has noticed");
        var events = gateway.Api.GetStringAsync($"/api/v1/payments/{payment}/public/events");

        await gateway.SettleBySqlAsync(payment);

        Assert.Contains("\"status\":\"success\"", await events.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System), StringComparison.Ordinal);
    }
}
