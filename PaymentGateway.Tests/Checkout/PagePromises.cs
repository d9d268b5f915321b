using System.IO.Compression;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What the page weighs, whom it talks to, what it keeps, and where a card number goes.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class PagePromises(RunningCheckout running)
{
    /// <summary>Over the wire, compressed.</summary>
    private const int MaxBytes = 25_000;

    [Theory]
    [InlineData("en")]
    [InlineData("hi")]
    public async Task It_weighs_twenty_five_kilobytes_at_most_and_asks_no_third_party(string language)
    {
        await using var shopper = await running.NewShopperAsync();
        var addresses = new System.Collections.Concurrent.ConcurrentQueue<string>();
        shopper.Context.Request += (_, request) => addresses.Enqueue(request.Url);

        await shopper.Page.GotoAsync(await AddressAsync(language), new() { WaitUntil = WaitUntilState.NetworkIdle });

        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All });
        var bytes = 0L;
        foreach (var address in addresses)
        {
            using var compressed = new MemoryStream(); // the development server hardly compresses scripts
            await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            {
                await (await http.GetStreamAsync(new Uri(address))).CopyToAsync(gzip);
            }

            bytes += compressed.Length;
        }

        TestContext.Current.SendDiagnosticMessage("the page in {0}: {1} bytes in {2} files", language, bytes, addresses.Count);
        Assert.InRange(bytes, 1, MaxBytes);
        Assert.All(addresses, address => Assert.StartsWith(running.Address, address));
    }

    [Fact]
    public async Task It_comes_compressed()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");

        using var answer = await http.GetAsync(new Uri(await AddressAsync("en")));

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task It_keeps_nothing_in_the_browser_and_works_where_nothing_may_be_kept()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        var merchant = await running.NewMerchantAsync();
        await shopper.Context.AddInitScriptAsync("""
            for (const store of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
              Object.defineProperty(window, store, { get() { throw new DOMException('refused', 'SecurityError') } });
            Object.defineProperty(Document.prototype, 'cookie', { get() { throw new DOMException('refused', 'SecurityError') },
              set() { throw new DOMException('refused', 'SecurityError') } });
            """);
        await shopper.OpenModalAsync(shop.Add(
            ShopSite.Snippet(running.Address, merchant.Credentials.Key, await merchant.CreateOrderAsync())));

        await shopper.Checkout.PayByCardAsync();
        await shopper.Checkout.ShowsAsync("success-state");

        Assert.Empty(await shopper.Context.CookiesAsync());
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task A_card_number_goes_to_the_gateway_and_appears_nowhere_else()
    {
        const string number = "4111111111111111";
        await using var shopper = await running.NewShopperAsync();
        await shopper.Page.GotoAsync(await AddressAsync("en"));
        await shopper.Checkout.FillCardAsync(number, cvv: "739");
        await shopper.Checkout.Pay.ClickAsync();
        var paymentId = await shopper.Checkout.PaymentIdAsync();

        Assert.All(shopper.Requests, request => Assert.DoesNotContain(number, request.Url, StringComparison.Ordinal));
        var carrier = Assert.Single(shopper.Requests, request => request.PostData?.Contains(number, StringComparison.Ordinal) == true);
        Assert.Equal($"{running.ApiAddress}/api/v1/payments/public", carrier.Url);
        Assert.DoesNotContain(number, await shopper.Page.EvaluateAsync<string>("JSON.stringify(history.state)"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, running.Log + running.Gateway.Logs, StringComparison.Ordinal);
        await using var db = running.Gateway.OpenDb();
        var payment = JsonSerializer.Serialize(await db.Payments.FindAsync(
            global::PaymentGateway.Core.Ids.PrefixedId.ParseOrUnknown<global::PaymentGateway.Core.Payments.PaymentId>(paymentId)));
        Assert.DoesNotContain(number, payment, StringComparison.Ordinal);
        Assert.DoesNotContain("739", payment.Replace(paymentId, "", StringComparison.Ordinal).Split("CardLast4")[1][..20], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_payment_can_be_made_with_the_keyboard()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();
        var merchant = await running.NewMerchantAsync();
        await shopper.Page.GotoAsync(shop.Add(
            ShopSite.Snippet(running.Address, merchant.Credentials.Key, await merchant.CreateOrderAsync())));
        var keys = shopper.Page.Keyboard;
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(shopper.Checkout.Pay).ToBeEnabledAsync();
        await Support.Eventually.BecomesTrueAsync(() => shopper.CheckoutFrame.EvaluateAsync<bool>("document.hasFocus()"), "the page in the frame has the focus");

        await keys.PressAsync("Tab"); // the method: arrows choose
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("4242424242424242");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("1239");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("123");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Asha Rao");
        await keys.PressAsync("Enter");

        Assert.StartsWith("Payment successful: pay_", (await shopper.HearAsync(2))[0]);
        await Expect(shopper.Page.Locator("#pay-button")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_focus_and_a_status_text_follow_the_payment()
    {
        await using var shopper = await running.NewShopperAsync();
        await shopper.Page.GotoAsync(await AddressAsync("en"));

        await shopper.Checkout.PayByUpiAsync("failure@sim");
        await Expect(shopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Processing your payment" })).ToBeFocusedAsync();
        await Expect(shopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Payment failed" })).ToBeFocusedAsync();

        await Expect(shopper.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Your bank declined the payment.");
    }

    private async Task<string> AddressAsync(string language) =>
        $"{running.Address}/checkout?order_id={await (await running.NewMerchantAsync()).CreateOrderAsync()}&locale={language}";
}
