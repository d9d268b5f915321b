using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>Nothing that a page, a frame beside ours or a pop-up can say makes a payment look paid.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class ForgedMessages(RunningCheckout running)
{
    // The channel is no secret to the shop's own page, so every forgery knows it.
    private const string Forgeries =
        """
        (channel, origin) => [
          { type: 'payment_success', channel, data: { paymentId: 'pay_H8sK3jD9s2L1pQrT', orderId: 'order_1', status: 'success' } },
          { type: 'payment_failed', channel, data: { code: 'PAYMENT_FAILED' } },
          { type: 'close_modal', channel, data: { reason: 'button' } },
          { type: 'payment_success', data: { paymentId: 'pay_H8sK3jD9s2L1pQrT' } },
          { type: '__proto__', channel }, { type: 'constructor', channel }, { type: 'toString', channel, data: {} },
          'payment_success', null, 42, [], { channel }, { type: { toString: 'payment_success' }, channel },
        ]
        """;

    [Fact]
    public async Task Twenty_forged_messages_and_more_call_nothing_and_the_true_one_is_still_heard()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var stranger = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        await OpenModalAsync(shop, shopper);
        await shopper.Checkout.ShowsAsync("upi-form");
        const string channel = "new URL(document.querySelector('[data-test-id=payment-iframe]').src).searchParams.get('channel')";

        // The shop's own page speaks to itself, and makes up events that name the checkout as their origin and source.
        var forged = await shopper.Page.EvaluateAsync<int>($$"""
            () => {
              const frame = document.querySelector('[data-test-id=payment-iframe]');
              const all = ({{Forgeries}})({{channel}});
              for (const data of all) {
                window.postMessage(data, '*');
                window.dispatchEvent(new MessageEvent('message', { data, origin: '{{running.Address}}', source: frame.contentWindow }));
              }
              return all.length * 2;
            }
            """);
        // A frame beside ours, of a stranger's origin.
        var listening = stranger.Add($"<script>onmessage = ({{ data }}) => ({Forgeries})(data).forEach(f => (parent ?? opener).postMessage(f, '*'), parent.postMessage('sent', '*'))</script>");
        forged += await shopper.Page.EvaluateAsync<int>($$"""
            () => new Promise(sent => {
              addEventListener('message', ({ data }) => data === 'sent' && sent(13));
              const beside = document.createElement('iframe');
              beside.src = '{{listening}}';
              beside.onload = () => beside.contentWindow.postMessage({{channel}}, '*');
              document.body.append(beside);
            })
            """);
        // A pop-up of the stranger's.
        var popup = await shopper.Page.RunAndWaitForPopupAsync(() =>
            shopper.Page.EvaluateAsync($"() => void window.open('{stranger.Origin}')"));
        await popup.EvaluateAsync($"channel => ({Forgeries})(channel).forEach(forged => opener.postMessage(forged, '*'))",
            await shopper.Page.EvaluateAsync<string>(channel));
        await popup.CloseAsync();

        Assert.True(forged >= 20);
        await Expect(shopper.Modal).ToBeVisibleAsync();
        Assert.Empty(shopper.Callbacks());
        await shopper.Checkout.PayByUpiAsync("success@sim");
        Assert.StartsWith("Payment successful: pay_", (await shopper.HearAsync(2))[0]);
        Assert.Equal(2, shopper.Callbacks().Count);
    }

    [Fact]
    public async Task A_stranger_in_the_frame_of_the_checkout_is_not_heard()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var stranger = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        await OpenModalAsync(shop, shopper);
        var forging = stranger.Add(
            $"<script>onmessage = ({{ data }}) => {{ ({Forgeries})(data).forEach(f => parent.postMessage(f, '*')); parent.postMessage('sent', '*') }}</script>");

        // A page that was led elsewhere by a link, say: its window is the checkout's, its origin is not.
        await shopper.Page.EvaluateAsync($$"""
            () => new Promise(sent => {
              const frame = document.querySelector('[data-test-id=payment-iframe]');
              const channel = new URL(frame.src).searchParams.get('channel');
              addEventListener('message', ({ data }) => data === 'sent' && sent());
              frame.addEventListener('load', () => frame.contentWindow.postMessage(channel, '*'));
              frame.src = '{{forging}}';
            })
            """);

        Assert.Empty(shopper.Callbacks());
        await Expect(shopper.Modal).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_stranger_who_frames_the_page_hears_nothing_from_it()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var stranger = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        var order = await (await running.NewMerchantAsync()).CreateOrderAsync();

        // It claims to be the shop, whose name is not its own.
        await shopper.Page.GotoAsync(stranger.Add($"""
            <!doctype html><script>onmessage = ({"{ data }"}) => console.log('Payment heard', data.type)</script>
            <iframe data-test-id="payment-iframe" width="440" height="700"
              src="{running.Address}/checkout?order_id={order}&embedded=true&channel=1&origin={shop.Origin}"></iframe>
            """));
        await shopper.Checkout.PayByUpiAsync("success@sim");
        await shopper.Checkout.ShowsAsync("success-state");

        Assert.Empty(shopper.Callbacks());
    }

    private async Task OpenModalAsync(ShopSite shop, Shopper shopper)
    {
        var merchant = await running.NewMerchantAsync();
        await shopper.OpenModalAsync(shop.Add(
            ShopSite.Snippet(running.Address, merchant.Credentials.Key, await merchant.CreateOrderAsync())));
    }
}
