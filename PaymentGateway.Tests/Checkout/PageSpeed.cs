using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>How soon a shopper sees the page, and the outcome.</summary>
[Collection(Alone.Name)]
public sealed class PageSpeed(RunningCheckout running) : IClassFixture<RunningCheckout>
{
    private const double FirstPaintMs = 100;
    private const int MaxRounds = 30; // a machine may be busy

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task In_its_frame_it_is_painted_soon_after_its_request()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        var merchant = await running.NewMerchantAsync();
        await shopper.Page.GotoAsync(shop.Add(
            ShopSite.Snippet(running.Address, merchant.Credentials.Key, await merchant.CreateOrderAsync())));
        var paints = new List<double>();
        while (paints.Count < MaxRounds && !paints.Exists(paint => paint <= FirstPaintMs))
        {
            await shopper.Page.ClickAsync("#pay-button");
            await shopper.Checkout.ShowsAsync("upi-form");
            paints.Add(await shopper.CheckoutFrame.EvaluateAsync<double>("""
                () => new Promise(seen => new PerformanceObserver(list => seen(list.getEntries()[0].startTime))
                  .observe({ type: 'paint', buffered: true }))
                """));
            await shopper.CloseButton.ClickAsync();
            await Expect(shopper.Modal).ToHaveCountAsync(0);
        }

        TestContext.Current.SendDiagnosticMessage("first paint: {0} ms", string.Join(", ", paints.Select(paint => (int)paint)));
        Assert.True(paints.Min() <= FirstPaintMs, string.Join(", ", paints));
    }

    [Fact]
    public async Task The_page_shows_the_outcome_within_300_ms_of_the_change()
    {
        var lags = new List<TimeSpan>();
        while (lags.Count < 3 && !lags.Exists(lag => lag < AtOnce))
        {
            lags.Add(await LagAsync(shopper => Task.CompletedTask, merchant => Task.CompletedTask));
        }

        TestContext.Current.SendDiagnosticMessage("live status after {0} ms", string.Join(", ", lags.Select(lag => (int)lag.TotalMilliseconds)));
        Assert.True(lags.Min() < AtOnce, string.Join(", ", lags));
    }

    [Fact]
    public async Task Without_a_stream_the_page_asks_and_learns_it_all_the_same()
    {
        var tries = 0;

        var lag = await LagAsync(
            shopper => shopper.Page.RouteAsync("**/public/events", route =>
            {
                tries++;
                return route.AbortAsync();
            }),
            async merchant =>
            {
                await Eventually.BecomesTrueAsync(() => tries > 1, "the browser has tried the stream again");
                await merchant.AdvanceAsync(TimeSpan.FromMinutes(5));
            },
            "delay.300000@sim");

        Assert.True(lag < TimeSpan.FromSeconds(6), lag.ToString());
    }

    private async Task<TimeSpan> LagAsync(
        Func<Shopper, Task> prepare, Func<TestMerchant, Task> letBankDecide, string vpa = "delay.1000@sim")
    {
        var merchant = await running.NewMerchantAsync();
        await using var shopper = await running.NewShopperAsync();
        await prepare(shopper);
        await shopper.Page.GotoAsync($"{running.Address}/checkout?order_id={await merchant.CreateOrderAsync()}");
        await shopper.Page.EvaluateAsync("""
            new MutationObserver(() => document.querySelector('[data-test-id=success-state]') && (window.shownAt ??= Date.now()))
              .observe(document.body, { childList: true, subtree: true })
            """);

        await shopper.Checkout.PayByUpiAsync(vpa);
        await letBankDecide(merchant);
        var id = await shopper.Checkout.PaymentIdAsync();

        var shownAt = DateTimeOffset.FromUnixTimeMilliseconds(await shopper.Page.EvaluateAsync<long>("window.shownAt"));
        await using var db = running.Gateway.OpenDb();
        var payment = await db.Payments.FindAsync(PrefixedId.ParseOrUnknown<PaymentId>(id));
        return shownAt - payment!.CompletedAt!.Value;
    }
}
