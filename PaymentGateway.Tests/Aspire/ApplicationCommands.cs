using Aspire.Hosting.ApplicationModel;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>The commands of the Aspire dashboard.</summary>
[Collection(nameof(RunningApplication))]
public sealed class ApplicationCommands(RunningApplication application)
{
    private SandboxClient Merchant => application.Merchant;

    private Receiver Receiver => application.Receiver;

    [Fact]
    public async Task Send_test_webhook_sends_to_the_configured_URL()
    {
        await Merchant.SetWebhookUrlAsync(Receiver.Url);
        var before = Receiver.Of("webhook.test").Count();

        await application.ExecuteAsync("api", "send-test-webhook");

        await Eventually.BecomesTrueAsync(
            () => Receiver.Of("webhook.test").Count() > before, "webhook.test has arrived");
    }

    [Fact]
    public async Task Reset_demo_data_leaves_a_fresh_sandbox_whose_commands_succeed()
    {
        await Merchant.SettledAsync(await Merchant.PayByUpiAsync());

        await application.ExecuteAsync("migrations", "reset-demo-data");

        // The last known state may still be the one between their stop and their start.
        await application.WaitUntilHealthyAsync("api", WaitBehavior.WaitOnResourceUnavailable);
        await application.WaitUntilHealthyAsync("worker", WaitBehavior.WaitOnResourceUnavailable);
        Assert.Equal([SandboxMerchant.ReusableOrderId.Value], await application.OrdersAsync());
        Assert.Equal(0, (await Merchant.GetAsync("/api/v1/payments")).Number("total"));
        await application.ExecuteAsync("api", "create-test-payment");
        await application.ExecuteAsync("api", "send-test-webhook");
        await Eventually.GetAsync(
            () => Merchant.GetAsync("/api/v1/payments?status=success"), page => page.Number("total") == 1,
            "the test payment succeeds");
        await Eventually.BecomesTrueAsync(IsDeliveredAsync, "webhook.test is delivered to the demo shop");
        var demoShop = new Uri(application.Urls("checkout")["Checkout"], "/demo/webhooks");
        Assert.Equal(demoShop.AbsoluteUri, await Merchant.WebhookUrlAsync());
    }

    private async Task<bool> IsDeliveredAsync() => (await Merchant.GetAsync("/api/v1/webhooks?status=success")).Json
        .GetProperty("data").EnumerateArray()
        .Any(delivery => delivery.GetProperty("event").GetString() == "webhook.test");
}
