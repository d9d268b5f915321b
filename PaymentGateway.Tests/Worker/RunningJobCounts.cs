using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>The column <c>in_flight</c> of the table <c>workers</c>.</summary>
public sealed class RunningJobCounts(Servers servers)
{
    private const int Jobs = 20;
    private const int Heartbeats = 2;

    [Fact]
    public async Task In_flight_counts_running_jobs_and_no_slots_of_consumers_that_wait_for_Redis()
    {
        var released = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((http, _) => released.Task.WaitAsync(http.RequestAborted));
        await using var gateway = await Gateway.StartAsync(
            servers, new() { Extra = new Dictionary<string, string?> { ["Webhooks__Timeout"] = "00:00:30" } });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => merchant.SendTestWebhookAsync()));
        await Eventually.GetAsync(() => InFlightAsync(gateway), seen => seen == Jobs, $"{Jobs} jobs are in flight");

        HostProcess.Send(gateway.Redis.Server.Pid, Signal.Stop);
        try
        {
            for (var heartbeat = 0; heartbeat < Heartbeats; heartbeat++)
            {
                var before = await SeenAtAsync(gateway);
                await Eventually.BecomesTrueAsync(async () => await SeenAtAsync(gateway) > before, "the worker reports again");
                Assert.Equal(Jobs, await InFlightAsync(gateway));
            }
        }
        finally
        {
            HostProcess.Send(gateway.Redis.Server.Pid, Signal.Continue);
        }

        released.SetResult();
        await Eventually.GetAsync(() => InFlightAsync(gateway), seen => seen == 0, "no job is in flight");
    }

    private static Task<int> InFlightAsync(Gateway gateway) =>
        gateway.ScalarAsync<int>($"""SELECT in_flight AS "Value" FROM workers""");

    private static Task<DateTimeOffset> SeenAtAsync(Gateway gateway) =>
        gateway.ScalarAsync<DateTimeOffset>($"""SELECT seen_at AS "Value" FROM workers""");
}
