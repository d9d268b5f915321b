using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>A connection that looks open and brings nothing, as behind a proxy that swallows everything.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class SilentStreams(RunningCheckout running)
{
    private const int Step = 5000;
    private const int MaxSilence = 45_000;

    [Fact]
    public async Task The_page_opens_its_stream_again_after_three_heartbeats_were_missed()
    {
        var merchant = await running.NewMerchantAsync();
        await using var shopper = await running.NewShopperAsync();
        var opened = 0;
        await shopper.Page.Clock.InstallAsync();
        await shopper.Page.RouteAsync("**/public/events", _ =>
        {
            opened++;
            return Task.CompletedTask;
        });
        await shopper.Page.GotoAsync($"{running.Address}/checkout?order_id={await merchant.CreateOrderAsync()}");
        await shopper.Checkout.PayByUpiAsync("delay.300000@sim");
        await Eventually.BecomesTrueAsync(() => opened == 1, "the page listens");

        var passed = 0;
        await Eventually.BecomesTrueAsync(async () =>
        {
            await shopper.Page.Clock.FastForwardAsync(Step);
            passed += Step;
            return opened == 2;
        }, "the page listens again");

        Assert.True(passed >= MaxSilence, $"after {passed} ms already");
    }
}
