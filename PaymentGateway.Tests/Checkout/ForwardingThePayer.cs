using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

public sealed class ForwardingThePayer
{
    [Fact]
    public async Task The_gateway_hears_the_address_the_checkout_saw_and_not_what_the_payer_claims()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var api = await HeaderRecorder.StartAsync(headers => heard.TrySetResult(headers["X-Forwarded-For"].ToString()));
        await using var checkout = await InProcessHost.StartAsync("Checkout", new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["services__api__http__0"] = api.Urls.First(),
        });
        using var payer = new Caller(checkout.Address, "127.1.0.9");

        await payer.GetAsync("/checkout?order_id=order_anybodysOrder01", forwardedFor: "203.0.113.1");

        Assert.Equal("127.1.0.9", await heard.Task);
    }
}
