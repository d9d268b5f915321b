using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

[Collection(nameof(RunningCheckout))]
public sealed class DemoShopInTheBrowser(RunningCheckout running)
{
    [Fact]
    public async Task Somebody_new_sees_a_payment_and_its_verified_webhooks_without_setting_anything_up()
    {
        await using var shopper = await running.NewShopperAsync();
        await shopper.Page.GotoAsync(running.Address);
        await shopper.Page.SelectOptionAsync("#quantity", "2");

        await shopper.Page.ClickAsync("#pay-button");
        await shopper.Checkout.SaysAsync("order-amount", "₹1,000.00");
        await shopper.Page.FrameLocator("iframe").GetByText("Card succeeds").ClickAsync();
        await shopper.Checkout.Pay.ClickAsync();
        await Expect(shopper.Modal).ToHaveCountAsync(0);

        var webhooks = shopper.Page.GetByTestId("demo-webhooks").Locator("li");
        await Expect(webhooks).ToHaveCountAsync(3);
        await Expect(webhooks.GetByText("Verified")).ToHaveCountAsync(3);
        await Expect(shopper.Page.GetByTestId("demo-callbacks")).ToContainTextAsync("onSuccess");
        Assert.Empty(shopper.Violations);
    }

    [Fact]
    public async Task A_webhook_that_nobody_signed_is_refused()
    {
        using var http = new HttpClient();
        using var forged = new StringContent("""{"event":"payment.success","data":{"payment":{"id":"pay_1","order_id":"order_1"}}}""");
        forged.Headers.Add("X-Webhook-Signature", new string('0', 64));

        var answer = await http.PostAsync(new Uri($"{running.Address}/demo/webhooks"), forged);

        Assert.Equal(401, (int)answer.StatusCode);
    }
}
