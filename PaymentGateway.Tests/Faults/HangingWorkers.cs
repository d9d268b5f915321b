using System.Collections.Concurrent;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A worker that hangs for longer than its lease and then goes on has been replaced, and changes nothing.</summary>
public sealed class HangingWorkers(Servers servers)
{
    private readonly ConcurrentQueue<string> _log = new();

    [Fact]
    public async Task One_that_wakes_while_another_delivers_its_webhook_leaves_the_delivery_to_it()
    {
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.Worker,
            Log = _log.Enqueue,
            Extra = new Dictionary<string, string?> { ["Webhooks__Timeout"] = "00:00:15" }, // both wait for the test's answer
        });
        var answers = new ConcurrentQueue<TaskCompletionSource>([new(), new()]);
        var (first, second) = (answers.First(), answers.Last());
        await using var receiver = await Receiver.StartAsync((http, _) =>
            answers.TryDequeue(out var answer) ? answer.Task.WaitAsync(http.RequestAborted) : Task.CompletedTask);
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        var delivery = await merchant.SendTestWebhookAsync();
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 1, "the delivery is under way");

        HostProcess.Send(gateway.Workers[0].Pid, Signal.Stop);
        await gateway.ExecuteAsync($"UPDATE jobs SET lease_until = now() WHERE state = 'running'");
        await gateway.StartWorkerAsync();
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 2, "the next worker has taken over");
        HostProcess.Send(gateway.Workers[0].Pid, Signal.Continue);
        first.SetResult();

        await Eventually.BecomesTrueAsync(() => _log.Any(line => line.Contains("was reclaimed by another worker", StringComparison.Ordinal)), "it has noticed");
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running' AND fence = 2"));
        second.SetResult();
        await Eventually.GetAsync(() => merchant.DeliveryAsync(delivery),
            seen => seen.GetProperty("status").GetString() == "success", "the next worker has delivered it");
        Assert.Equal(2, receiver.Received.Count);
    }
}
