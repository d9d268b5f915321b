using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

[Collection(nameof(RunningApplication))]
public sealed class PausingTheWorker(RunningApplication application)
{
    private const int PaymentsPerPhase = 5;
    private static readonly TimeSpan BetweenPayments = TimeSpan.FromMilliseconds(300);

    private SandboxClient Merchant => application.Merchant;

    [Fact]
    public async Task No_payment_is_lost_or_reported_twice_while_the_worker_is_paused_and_resumed()
    {
        await Merchant.SetWebhookUrlAsync(application.Receiver.Url);
        var payments = new List<string>();
        using var end = new CancellationTokenSource();
        var traffic = PayUntilAsync(payments, end.Token);
        await CreatedAsync(PaymentsPerPhase);

        await application.ExecuteAsync("worker", "pause-worker");
        await application.WaitUntilStoppedAsync("worker");
        await CreatedAsync(PaymentsPerPhase);
        var last = await Merchant.PayByUpiAsync();
        Assert.Equal("pending", (await Merchant.GetAsync($"/api/v1/payments/{last}")).Text("status"));
        await application.ExecuteAsync("worker", "resume-worker");
        await CreatedAsync(PaymentsPerPhase);
        await end.CancelAsync();
        await traffic;

        foreach (var payment in payments.Append(last))
        {
            Assert.Equal("success", (await Merchant.SettledAsync(payment)).Text("status"));
            await application.ExpectSignedWebhooksAsync(payment, "payment.created", "payment.pending", "payment.success");
        }

        Task CreatedAsync(int count)
        {
            var target = payments.Count + count;
            return Eventually.BecomesTrueAsync(
                () => payments.Count >= target || traffic.IsCompleted, $"{target} payments are created");
        }
    }

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
