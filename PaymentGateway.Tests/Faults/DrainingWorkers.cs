using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A worker that stops waits for its running jobs, claims no others, and leaves when its time to drain is over.</summary>
public sealed class DrainingWorkers(Servers servers)
{
    [Fact]
    public async Task A_draining_worker_claims_no_job_of_any_kind_and_gives_back_what_is_not_finished()
    {
        await using var shop = await Receiver.StartAsync((http, _) => Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, http.RequestAborted));
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.Worker,
            Extra = new Dictionary<string, string?> { ["Queue__DrainTime"] = "00:00:04", ["Webhooks__Timeout"] = "00:00:20" },
        });
        var merchant = await TestMerchant.CreateAsync(gateway, shop.Url);
        await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(() => !shop.Received.IsEmpty, "a delivery has begun");
        var worker = gateway.Workers[0];

        var stopping = worker.StopAsync(TimeSpan.FromSeconds(30));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        var payment = await merchant.PayAsync();
        await stopping;

        Assert.Equal(0, await worker.Exited);
        Assert.Equal(0, await gateway.ScalarAsync<long>($"SELECT fence FROM jobs WHERE ref = {payment}"));
        Assert.Equal(0, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running'"));
    }
}
