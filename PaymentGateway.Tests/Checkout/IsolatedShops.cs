using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>Shops that are isolated from other sites, as pages that use SharedArrayBuffer have to be.</summary>
public sealed class IsolatedShops(RunningCheckout running) : InAShop(running)
{
    [Theory]
    [InlineData("require-corp")]
    [InlineData("credentialless")]
    public async Task They_frame_the_checkout_as_any_other(string policy)
    {
        await using var shopper = await Running.NewShopperAsync();
        var snippet = ShopSite.Snippet(Running.Address, Merchant.Credentials.Key, Order)
            .Replace("<script src=", "<script crossorigin src=", StringComparison.Ordinal);

        await shopper.OpenModalAsync(Shop.Add(snippet, coep: policy));
        await shopper.Checkout.PayByUpiAsync("success@sim");

        Assert.StartsWith("Payment successful: pay_", (await shopper.HearAsync(1))[0]);
        Assert.True(await shopper.Page.EvaluateAsync<bool>("crossOriginIsolated"));
        await Expect(shopper.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }
}
