using System.Diagnostics;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>All workers die at once while much is waiting: new ones go on with it within the lease, and nobody waits for all others.</summary>
public sealed class KillingAllWorkers(Servers servers)
{
    private const int Workers = 2;
    private static readonly int Backlog = Volume.Of(800, full: 2000);

    /// <summary>What is in the stream comes before what was running: few, or this would measure how fast the machine is.</summary>
    private const string BatchSize = "40";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Backlog_moves_within_five_seconds_of_the_lease()
    {
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.Worker,
            Workers = 0,
            Extra = new Dictionary<string, string?> { ["Queue__Lease"] = Lease.ToString(), ["Queue__BatchSize"] = BatchSize },
        });
        await Traffic.PayAsync(await TestMerchant.CreateAsync(gateway), Backlog);
        await StartWorkersAsync(gateway);
        await Eventually.BecomesTrueAsync(() => IsInTheMiddleAsync(gateway), "some are running, and some have begun");
        await KillWorkersAsync(gateway);
        var (settled, running) = (await SettledAsync(gateway), await CountAsync(gateway, "state = 'running'"));

        await StartWorkersAsync(gateway);
        await gateway.HasWorkerAsync();
        var started = Stopwatch.GetTimestamp();
        await Eventually.BecomesTrueAsync(async () => await SettledAsync(gateway) > settled, "the first is settled", Lease + Grace);
        var first = Stopwatch.GetElapsedTime(started);
        var waiting = await CountAsync(gateway, "fence = 0");
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs JOIN killed USING (id, fence)") == 0, "what was running is running again", Lease + Grace);

        TestContext.Current.TestOutputHelper?.WriteLine($"""
            {settled} were settled and {running} running; the first of the others was settled after {first.TotalSeconds:0.0} s, when {waiting} waited
            for their first run, and all that were running had been claimed again after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s
            """);
        Assert.NotEqual(0, running);
        Assert.NotEqual(0, waiting); // a second step does not wait for all first ones
    }

    /// <returns>True: the workers are stopped there.</returns>
    private static async Task<bool> IsInTheMiddleAsync(Gateway gateway)
    {
        gateway.Workers.ToList().ForEach(worker => HostProcess.Send(worker.Pid, Signal.Stop));
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'PaymentGateway.Worker' AND state = 'active'
            """) == 0, "no statement of a worker is under way");
        if (await CountAsync(gateway, "state = 'running'") > 0 && await CountAsync(gateway, "state = 'ready' AND fence > 0") > 20)
        {
            return true;
        }

        gateway.Workers.ToList().ForEach(worker => HostProcess.Send(worker.Pid, Signal.Continue));
        return false;
    }

    private static async Task KillWorkersAsync(Gateway gateway)
    {
        gateway.Workers.ToList().ForEach(worker => worker.Kill());
        await Task.WhenAll(gateway.Workers.Select(worker => worker.Exited));
        await gateway.ExecuteAsync($"CREATE TABLE killed AS SELECT id, fence FROM jobs WHERE kind = 'payment' AND state = 'running'");
        await gateway.ExecuteAsync($"DELETE FROM workers");
    }

    private static async Task StartWorkersAsync(Gateway gateway)
    {
        for (var i = 0; i < Workers; i++)
        {
            await gateway.StartWorkerAsync();
        }
    }

    private static Task<long> SettledAsync(Gateway gateway) =>
        gateway.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE status <> 'pending'");

    private static Task<long> CountAsync(Gateway gateway, string condition) =>
        gateway.ScalarAsync<long>(System.Runtime.CompilerServices.FormattableStringFactory.Create($"SELECT count(*) FROM jobs WHERE kind = 'payment' AND {condition}"));
}
