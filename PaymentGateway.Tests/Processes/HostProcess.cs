using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Processes;

/// <summary>A child process that ends with ours, in its own session: Ctrl+C in the terminal reaches only us.</summary>
internal sealed class HostProcess : IGatewayHost
{
    private const int FirstPort = 12_000;
    private const int PortCount = 20_000;

    // Test runs that start at the same time begin at different ports.
    private static int _ports = Environment.ProcessId * 61 % PortCount;

    private readonly RecentLines _lines;
    private readonly Process _process;

    private HostProcess(Launch launch)
    {
        _lines = new RecentLines(launch.Log);
        var command = CommandOf(launch);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = launch.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
        Pid = _process.Id;
        Exited = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>The exit code, once nothing holds its output any more and the last line is logged.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines of its output.</summary>
    public string Tail => _lines.ToString();

    public static HostProcess Start(Launch launch) => LauncherThread.Run(() => new HostProcess(launch));

    public static HostProcess StartService(
        string host, ImmutableArray<string> arguments, IReadOnlyDictionary<string, string?> environment,
        Action<string>? log = null) => Start(ServiceLaunch(host, arguments, environment) with { Log = log });

    /// <summary>A built host of the solution, in its project's folder.</summary>
    public static Launch ServiceLaunch(
        string host, ImmutableArray<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var project = Path.Combine(SourceTree.Root, $"PaymentGateway.{host}");
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')); // bin/{configuration}/{framework}
        var output = Path.Combine(project, "bin", framework.Parent!.Name, framework.Name);
        return ProgramLaunch(Path.Combine(output, $"PaymentGateway.{host}.dll"), arguments, environment) with
        {
            WorkingDirectory = project,
        };
    }

    /// <summary>A built program, on the same .NET as ours, in its own folder.</summary>
    public static Launch ProgramLaunch(
        string path, ImmutableArray<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var dotnet = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());
        return new Launch(dotnet, [path, .. arguments])
        {
            Environment = environment,
            WorkingDirectory = Path.GetDirectoryName(path),
        };
    }

    /// <summary>Runs a tool to its end and returns the last lines of its output. Cancellation kills it.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(Launch launch, CancellationToken cancellationToken)
    {
        await using var tool = Start(launch);
        var exitCode = await tool.Exited.WaitAsync(cancellationToken);
        return (exitCode, tool.Tail);
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>
    /// A port that nothing listens on and that was not returned before: the one before may not be in use yet.
    /// Below 32768, where the kernel's range of ephemeral ports begins.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            try
            {
                var port = FirstPort + (Interlocked.Increment(ref _ports) % PortCount);
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // The port is in use.
            }
        }
    }

    /// <summary>To any process; a pid that has ended is ignored.</summary>
    public static void Send(int pid, Signal signal) => _ = Native.Kill(pid, (int)signal);

    /// <summary>Kills the process and the children that stayed in its group.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted && Native.Kill(-Pid, (int)Signal.Kill) != 0)
        {
            Send(Pid, Signal.Kill); // without setsid, or not yet in its own group
        }
    }

    /// <summary>Asks it to end with SIGTERM, and kills it after <paramref name="timeout"/> (10 s).</summary>
    public async Task StopAsync(TimeSpan? timeout = null)
    {
        if (!Exited.IsCompleted)
        {
            Send(Pid, Signal.Terminate);
        }

        try
        {
            await Exited.WaitAsync(timeout ?? TimeSpan.FromSeconds(10), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Keep(string? line)
    {
        if (line is not null) // null: the end of the output
        {
            _lines.Add(line);
        }
    }

    // setpriv (util-linux) has the kernel send SIGTERM to the child when we die, even by kill -9.
    // Each program here replaces the one before it, so the pid is the child's own.
    private static ImmutableArray<string> CommandOf(Launch launch)
    {
        ImmutableArray<string> follow = Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig", "TERM", "--"] : [];
        ImmutableArray<string> session = Find("setsid") is { } setsid ? [setsid] : [];
        return [.. follow, .. session, launch.Program, .. launch.Arguments];
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int pid, int signal);
    }
}
