using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PaymentGateway.AppHost.Local;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.AppHost;

[UnsupportedOSPlatform("windows")]
public sealed class LocalRunnerTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _data;

    public LocalRunnerTests() => _data = _folder.Child("data");

    [Fact]
    public async Task Everything_it_says_is_ready_answers()
    {
        await using var runner = await LocalRunner.StartReadyAsync(_data);
        using var client = new HttpClient();

        var resources = runner.Resources();

        Assert.Equal(
            ["api", "checkout", "dashboard", "postgres", "redis", "worker"],
            resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(resources.Values, resource => Assert.True(IsAlive(resource.Pid)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(runner.RunFile));
        foreach (var url in resources.Values.Select(resource => resource.Url).OfType<Uri>())
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(url, "/health"))).StatusCode);
        }
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_process_and_the_next_start_has_nothing_to_recover()
    {
        int[] processes;
        await using (var first = await LocalRunner.StartReadyAsync(_data))
        {
            processes = [.. first.Resources().Values.Select(resource => resource.Pid)];
            var elapsed = await first.StopAsync(StopSignal.Interrupt);

            Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
            Assert.DoesNotContain(processes, IsAlive);
            Assert.False(File.Exists(first.RunFile));
        }

        await using var second = await LocalRunner.StartReadyAsync(_data, "--verbose");

        Assert.Contains(second.Lines, line => line.Contains("database system is ready", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Lines, line => line.Contains("recover", StringComparison.Ordinal));
        await second.StopAsync(StopSignal.Terminate);
    }

    [Fact]
    public async Task What_dies_is_started_again_and_a_killed_runner_takes_all_with_it()
    {
        await using var runner = await LocalRunner.StartReadyAsync(_data, "--workers", "2");
        var before = runner.Resources();
        HostProcess.Send(before["worker-2"].Pid, StopSignal.Kill);
        HostProcess.Send(before["redis"].Pid, StopSignal.Kill);

        await Eventually.BecomesTrueAsync(
            () => runner.Resources() is var now
                && now["worker-2"].Pid != before["worker-2"].Pid && now["redis"].Pid != before["redis"].Pid,
            "run.json tells of the new processes");
        var processes = runner.Resources().Values.Select(resource => resource.Pid).ToList();
        await runner.KillAsync();

        await Eventually.BecomesTrueAsync(() => !processes.Exists(IsAlive), "no process is left");
    }

    [Fact]
    public async Task A_second_run_in_the_same_folder_ends_the_first()
    {
        await using var first = await LocalRunner.StartReadyAsync(_data);

        await using var second = await LocalRunner.StartReadyAsync(_data);

        Assert.Equal(0, await first.Exited);
        Assert.Contains(second.Lines, line => line.Contains("earlier run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_is_said_with_its_holder_and_the_way_out()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await using var runner = LocalRunner.Start(_data, environment: ("API_PORT", port));

        Assert.Equal(1, await runner.Exited);
        var message = Assert.Single(runner.Lines);
        Assert.Contains($"Port {port}", message, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", message, StringComparison.Ordinal);
        Assert.Contains("API_PORT=", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_programs_are_named_with_the_command_that_installs_them()
    {
        var dotnet = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());

        await using var runner = LocalRunner.Start(
            _data, environment: [("PATH", "/nonexistent"), ("DOTNET_ROOT", dotnet)]);

        Assert.Equal(2, await runner.Exited);
        Assert.Contains(runner.Lines, line => line.Contains("redis-server", StringComparison.Ordinal));
        Assert.Contains(runner.Lines, line => line.Contains("apt-get install postgresql redis-server", StringComparison.Ordinal));
        Assert.DoesNotContain(runner.Lines, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    // A zombie has ended; who should bury it is not our matter.
    private static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
