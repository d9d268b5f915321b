using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

[Collection(nameof(RunningCheckout))]
public sealed class FramingInTheBrowser(RunningCheckout running)
{
    [Fact]
    public async Task A_registered_shop_may_frame_the_page_and_hears_of_the_payment()
    {
        await using var shop = await ShopSite.OpenAsync();
        var merchant = await MerchantOfAsync(shop);
        await using var shopper = await running.NewShopperAsync();

        await shopper.OpenModalAsync(shop.Add(
            ShopSite.Snippet(running.Address, merchant.Credentials.Key, await merchant.CreateOrderAsync())));
        await shopper.Checkout.PayByUpiAsync("success@sim");

        Assert.StartsWith("Payment successful: pay_", (await shopper.HearAsync(2))[0]);
    }

    [Fact]
    public async Task A_foreign_origin_is_refused_once_origins_are_registered()
    {
        await using var shop = await ShopSite.OpenAsync();
        await using var foreign = await ShopSite.OpenAsync();
        var merchant = await MerchantOfAsync(shop);
        await using var shopper = await running.NewShopperAsync();

        await shopper.ClickPayAsync(foreign.Add(
            ShopSite.Snippet(running.Address, merchant.Credentials.Key, await merchant.CreateOrderAsync())));

        await Expect(shopper.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("did not load");
        await Expect(shopper.Checkout["checkout-container"]).ToHaveCountAsync(0);
        Assert.Contains(shopper.Violations, line => line.Contains("frame-ancestors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outside_the_sandbox_nobody_frames_the_page_of_a_merchant_without_origins()
    {
        var checkout = await running.StartAnotherAsync(running.ApiAddress, isSandbox: false);
        using var http = new HttpClient();
        var order = await (await running.NewMerchantAsync()).CreateOrderAsync();

        var answer = await http.GetAsync(new Uri($"{checkout}/checkout?order_id={order}&embedded=true"));

        Assert.Contains("frame-ancestors 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await http.GetAsync(new Uri($"{checkout}/demo"))).StatusCode);
    }

    private async Task<TestMerchant> MerchantOfAsync(ShopSite shop)
    {
        var merchant = await running.NewMerchantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/merchant/checkout")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { allowed_origins = new[] { shop.Origin } }),
        };
        (await ApiAnswer.ReadAsync(await merchant.Http.SendAsync(request))).Expect(200);
        return merchant;
    }
}
