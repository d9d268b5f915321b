using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

public sealed class FirstApplication(RunningApplication application) : WholeApplication(application);

public sealed class SecondApplication(RunningApplication application) : WholeApplication(application)
{
    private const int PaymentsPerPhase = 5;
    private static readonly TimeSpan BetweenPayments = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_refund_is_processed_and_reported_by_signed_webhooks()
    {
        await Merchant.SetWebhookUrlAsync(Receiver.Url);
        var payment = await Merchant.PayByUpiAsync();
        await Merchant.SettledAsync(payment);

        var created = await Merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 10_000 });
        var refund = created.Text("id");

        Assert.Equal("processed", (await Merchant.EndedAsync($"/api/v1/refunds/{refund}")).Text("status"));
        await ExpectSignedWebhooksAsync(refund, "refund.created", "refund.processed");
    }

    [Fact]
    public async Task No_payment_is_lost_or_reported_twice_while_the_worker_is_paused_and_resumed()
    {
        await Merchant.SetWebhookUrlAsync(Receiver.Url);
        var payments = new List<string>();
        using var end = new CancellationTokenSource();
        var traffic = PayUntilAsync(payments, end.Token);
        await CreatedAsync(PaymentsPerPhase);

        await Application.ExecuteAsync("worker", "pause-worker");
        await Application.WaitUntilStoppedAsync("worker");
        await CreatedAsync(PaymentsPerPhase);
        var last = await Merchant.PayByUpiAsync();
        Assert.Equal("pending", (await Merchant.GetAsync($"/api/v1/payments/{last}")).Text("status"));
        await Application.ExecuteAsync("worker", "resume-worker");
        await CreatedAsync(PaymentsPerPhase);
        await end.CancelAsync();
        await traffic;

        foreach (var payment in payments.Append(last))
        {
            Assert.Equal("success", (await Merchant.SettledAsync(payment)).Text("status"));
            await ExpectSignedWebhooksAsync(payment, "payment.created", "payment.pending", "payment.success");
        }

        Task CreatedAsync(int count)
        {
            var target = payments.Count + count;
            return Eventually.BecomesTrueAsync(
                () => payments.Count >= target || traffic.IsCompleted, $"{target} payments are created");
        }
    }

    [Fact]
    public async Task Send_test_webhook_sends_to_the_configured_URL()
    {
        await Merchant.SetWebhookUrlAsync(Receiver.Url);
        var before = Receiver.Of("webhook.test").Count();

        await Application.ExecuteAsync("api", "send-test-webhook");

        await Eventually.BecomesTrueAsync(
            () => Receiver.Of("webhook.test").Count() > before, "webhook.test has arrived");
    }

    [Fact]
    public async Task Reset_demo_data_leaves_a_fresh_sandbox_whose_commands_succeed()
    {
        await Merchant.SettledAsync(await Merchant.PayByUpiAsync());

        await Application.ExecuteAsync("migrations", "reset-demo-data");

        await Application.WaitUntilHealthyAsync("api");
        await Application.WaitUntilHealthyAsync("worker");
        Assert.Equal([SandboxMerchant.ReusableOrderId.Value], await Application.OrdersAsync());
        Assert.Equal(0, (await Merchant.GetAsync("/api/v1/payments")).Number("total"));
        await Application.ExecuteAsync("api", "create-test-payment");
        await Application.ExecuteAsync("api", "send-test-webhook");
        await Eventually.GetAsync(
            () => Merchant.GetAsync("/api/v1/payments?status=success"), page => page.Number("total") == 1,
            "the test payment succeeds");
        await Eventually.BecomesTrueAsync(IsDeliveredAsync, "webhook.test is delivered to the demo shop");
        var demoShop = new Uri(Application.Urls("checkout")["Checkout"], "/demo/webhooks");
        Assert.Equal(demoShop.AbsoluteUri, await Merchant.WebhookUrlAsync());
    }

    private async Task<bool> IsDeliveredAsync() => (await Merchant.GetAsync("/api/v1/webhooks?status=success")).Json
        .GetProperty("data").EnumerateArray()
        .Any(delivery => delivery.GetProperty("event").GetString() == "webhook.test");

    private async Task PayUntilAsync(List<string> payments, CancellationToken end)
    {
        using var timer = new PeriodicTimer(BetweenPayments, TimeProvider.System);
        while (!end.IsCancellationRequested)
        {
            payments.Add(await Merchant.PayByUpiAsync());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
