using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

public sealed class ForwardingThePayer
{
    [Fact]
    public async Task The_gateway_hears_the_address_the_checkout_saw_and_not_what_the_payer_claims()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var api = await HeaderRecorder.StartAsync(headers => heard.TrySetResult(headers["X-Forwarded-For"].ToString()));
        var address = $"http://127.0.0.1:{HostProcess.FreePort()}";
        await using var checkout = ServiceProcess.Start("Checkout", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["services__api__http__0"] = api.Urls.First(),
        });
        using var payer = new Caller(new Uri(address), "127.1.0.9");

        await Eventually.BecomesTrueAsync(async () =>
        {
            try
            {
                await payer.GetAsync("/checkout?order_id=order_anybodysOrder01", forwardedFor: "203.0.113.1");
                return heard.Task.IsCompleted;
            }
            catch (HttpRequestException) when (!checkout.Exited.IsCompleted)
            {
                return false; // not listening yet
            }
        }, "the checkout has asked the gateway");

        Assert.Equal("127.1.0.9", await heard.Task);
    }
}
