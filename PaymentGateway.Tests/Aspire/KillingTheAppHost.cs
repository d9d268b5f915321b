using System.Runtime.Versioning;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

[UnsupportedOSPlatform("windows")]
[TestMethodOrderer(typeof(EndingLast))]
public sealed class KillingTheAppHost(SharedAppHost shared) : IClassFixture<SharedAppHost>
{
    [Fact]
    public async Task A_killed_worker_is_restarted_and_run_json_has_its_new_pid()
    {
        var appHost = await shared.RunningAsync();
        var killed = appHost.Resources()["worker"].Pid;

        HostProcess.Send(killed, Signal.Kill);

        await Eventually.BecomesTrueAsync(
            () => appHost.Resources().TryGetValue("worker", out var worker)
                && worker.Pid != killed && ProcessTree.IsAlive(worker.Pid),
            "run.json has the new worker", TimeSpan.FromMinutes(1));
    }

    [Fact]
    [Trait(EndingLast.Trait, "the AppHost")]
    public Task Kill_9_of_the_AppHost_ends_every_process() => shared.EndsCleanlyAsync(appHost =>
    {
        appHost.Kill();
        return appHost.ExitCodeAsync();
    });
}
