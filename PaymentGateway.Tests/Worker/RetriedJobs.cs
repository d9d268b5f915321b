using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary><c>jobs retry</c> leads to what the job was for, and to nothing twice. A worker runs.</summary>
public sealed class RetriedJobs(Servers servers) : IAsyncLifetime
{
    private Gateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_refund_whose_job_died_is_processed_once()
    {
        var merchant = await TestMerchant.CreateAsync(_gateway);
        var payment = await merchant.PayAsync();
        await _gateway.SettleBySqlAsync(payment);
        var refund = (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100 })).Expect(201).Text("id");
        await _gateway.ExecuteAsync($"UPDATE jobs SET ref = 'rfnd_unknown', max_attempts = 1 WHERE ref = {refund}");
        await _gateway.StartWorkerAsync();
        var job = await DeadAsync("rfnd_unknown");
        await _gateway.ExecuteAsync($"UPDATE jobs SET ref = {refund}, max_attempts = 25 WHERE id = {job}");

        await RetryAsync(job);

        await Eventually.GetAsync(() => merchant.GetAsync($"/api/v1/refunds/{refund}"),
            answer => answer.Text("status") == "processed", "the refund is processed");
        Assert.Equal(100, (await merchant.GetAsync($"/api/v1/payments/{payment}")).Number("amount_refunded"));
        Assert.Equal("There are no dead jobs.", Assert.Single((await OperatorConsole.Of(_gateway).RunAsync("jobs", "dead")).ExpectDone().Lines));
    }

    [Fact]
    public async Task A_delivery_whose_job_died_is_made()
    {
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(_gateway, receiver.Url);
        var delivery = await merchant.SendTestWebhookAsync();
        var job = await DieAsync(delivery, TimeSpan.FromMinutes(1));
        await _gateway.StartWorkerAsync();
        await Eventually.BecomesTrueAsync(
            async () => (await merchant.DeliveryAsync(delivery)).GetProperty("status").GetString() == "failed", "the delivery has failed");

        await RetryAsync(job);

        await Eventually.BecomesTrueAsync(
            async () => (await merchant.DeliveryAsync(delivery)).GetProperty("status").GetString() == "success", "the delivery is made");
        Assert.True(Assert.Single(receiver.Received).IsSignedWith(TestMerchant.WebhookSecret));
    }

    [Fact]
    public async Task A_payment_whose_job_died_is_settled_if_it_has_not_timed_out()
    {
        var merchant = await TestMerchant.CreateAsync(_gateway);
        var payment = await merchant.PayAsync();
        var job = await DieAsync(payment, TimeSpan.FromMinutes(1));
        await _gateway.StartWorkerAsync();

        await RetryAsync(job);

        Assert.Equal("success", (await merchant.SettledAsync(payment)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_payment_that_timed_out_stays_failed_and_its_job_is_done()
    {
        var merchant = await TestMerchant.CreateAsync(_gateway);
        var payment = await merchant.PayAsync();
        var job = await DieAsync(payment, TimeSpan.FromMinutes(11));
        await _gateway.StartWorkerAsync();
        Assert.Equal("payment_timed_out", (await merchant.SettledAsync(payment)).GetProperty("error_reason").GetString());

        await RetryAsync(job);

        await Eventually.BecomesTrueAsync(
            async () => await _gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM jobs WHERE id = {job}") == 0, "the job is finished");
        Assert.Equal("failed", (await merchant.GetAsync($"/api/v1/payments/{payment}")).Text("status"));
        Assert.Equal(1, await _gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM jobs WHERE kind = 'reversal' AND ref = {payment}"));
        Assert.Equal(["payment.created", "payment.pending", "payment.failed"], (await merchant.GetAsync($"/api/v1/payments/{payment}/timeline"))
            .Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()));
    }

    private async Task RetryAsync(long job)
    {
        await _gateway.HasWorkerAsync(); // the command would warn that there is none
        var retried = (await OperatorConsole.Of(_gateway).RunAsync("jobs", "retry", $"{job}")).ExpectDone();
        Assert.Contains($"Job {job} (", Assert.Single(retried.Lines), StringComparison.Ordinal);
    }

    private async Task<long> DeadAsync(string reference)
    {
        var id = await _gateway.ScalarAsync<long>($"SELECT id AS \"Value\" FROM jobs WHERE ref = {reference}");
        await Eventually.GetAsync(() => StateAsync(id), state => state == "dead", $"the job of {reference} is dead");
        return id;
    }

    private Task<string> StateAsync(long job) => _gateway.ScalarAsync<string>($"SELECT state AS \"Value\" FROM jobs WHERE id = {job}");

    /// <summary>As if workers had failed with it all the time since they first claimed it.</summary>
    private async Task<long> DieAsync(string payment, TimeSpan since) => await _gateway.ScalarAsync<long>($"""
        UPDATE jobs SET state = 'dead', attempt = 25, fence = 25, finished_at = now(), first_claimed_at = now() - {since},
            last_error = 'InvalidOperationException'
        WHERE ref = {payment} RETURNING id AS "Value"
        """);
}
