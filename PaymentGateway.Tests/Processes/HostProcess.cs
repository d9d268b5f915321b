using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PaymentGateway.Tests.Processes;

/// <summary>What to start. <c>Environment</c> is laid over our own; a null takes a variable away.</summary>
internal sealed record Launch(string Program, params ImmutableArray<string> Arguments)
{
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;
    public string? WorkingDirectory { get; init; }
    public string Input { get; init; } = "";
    public Action<string>? Log { get; init; }
    public StopSignal StopSignal { get; init; } = StopSignal.Terminate;
    public (uint User, uint Group)? Account { get; init; }

    /// <summary>A folder the child finds open as /proc/self/fd/9, wherever it lies.</summary>
    public string? OpenFolder { get; init; }
}

internal enum StopSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

/// <summary>A child in a session of its own: the terminal's Ctrl+C reaches only us, and we stop children in order.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int TailLength = 30;
    private const int FirstPort = 12_000;
    private const int PortCount = 20_000;

    private static int _ports = Environment.ProcessId * 61 % PortCount; // processes that start together begin apart

    private static readonly BlockingCollection<Action> Launches = StartLauncher();
    private readonly ConcurrentQueue<string> _tail = new();
    private readonly Process _process;
    private readonly Launch _launch;

    private HostProcess(Launch launch)
    {
        _launch = launch;
        var command = Command(launch);
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
        _process.StandardInput.Write(launch.Input);
        _process.StandardInput.Close();
        Pid = _process.Id;
        Exited = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>The exit code, once the process is gone and its last line was logged.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last lines it wrote.</summary>
    public string Tail => string.Join('\n', _tail);

    public static HostProcess Start(Launch launch)
    {
        var started = new TaskCompletionSource<HostProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        Launches.Add(() =>
        {
            try
            {
                started.SetResult(new HostProcess(launch));
            }
            catch (Exception reason)
            {
                started.SetException(reason);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    /// <summary>A service from its built dll, on the same .NET as ours, with its project's folder for content.</summary>
    public static HostProcess StartService(
        string dll, ImmutableArray<string> arguments, IReadOnlyDictionary<string, string?> environment,
        Action<string>? log = null)
    {
        var dotnet = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());
        var output = Path.GetDirectoryName(Path.GetFullPath(dll))!;
        var project = Path.GetFullPath("../../..", output);
        var isBuildTree = File.Exists(Path.Combine(project, Path.ChangeExtension(Path.GetFileName(dll), "csproj")));
        return Start(new Launch(dotnet, [dll, .. arguments])
        {
            Environment = environment,
            Log = log,
            WorkingDirectory = isBuildTree ? project : output,
        });
    }

    /// <summary>A tool that runs to its end, and what it wrote; cancelling kills it.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(Launch launch, CancellationToken cancel)
    {
        await using var tool = Start(launch);
        var exitCode = await tool.Exited.WaitAsync(cancel);
        return (exitCode, tool.Tail);
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>
    /// A port that nothing listens on and that this process has not returned before: whoever got the last one may not listen
    /// yet. Below 32768, where the kernel's range of ephemeral ports begins.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, FirstPort + (Interlocked.Increment(ref _ports) % PortCount));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // The port is in use.
            }
        }
    }

    /// <summary>For processes of an earlier run, which are not our children any more.</summary>
    public static void Send(int pid, StopSignal signal) => _ = Native.Kill(pid, (int)signal);

    public static void StopIgnoring(StopSignal signal) => _ = Native.Signal((int)signal, 0);

    public void Kill() => Send(StopSignal.Kill);

    /// <summary>Asks it to end, and kills it when it has not after <paramref name="grace"/> (10 s).</summary>
    public async Task StopAsync(TimeSpan? grace = null)
    {
        Send(_launch.StopSignal);
        try
        {
            await Exited.WaitAsync(grace ?? TimeSpan.FromSeconds(10), TimeProvider.System);
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
        if (line is null)
        {
            return;
        }

        _tail.Enqueue(line);
        if (_tail.Count > TailLength)
        {
            _tail.TryDequeue(out _);
        }

        _launch.Log?.Invoke(line);
    }

    private void Send(StopSignal signal)
    {
        if (!Exited.IsCompleted)
        {
            Send(Pid, signal);
        }
    }

    // setpriv (util-linux) gives up root for good and has the kernel stop the child when we die, even by kill -9.
    // Each program here replaces the one before it, so the pid is the child's own.
    private static ImmutableArray<string> Command(Launch launch)
    {
        ImmutableArray<string> account = launch.Account is var (user, group)
            ? ["--reuid", Text(user), "--regid", Text(group), "--clear-groups"]
            : [];
        ImmutableArray<string> follow = Find("setpriv") is { } setpriv
            ? [setpriv, "--pdeathsig", launch.StopSignal == StopSignal.Interrupt ? "INT" : "TERM", .. account, "--"]
            : [];
        ImmutableArray<string> session = Find("setsid") is { } setsid ? [setsid] : [];
        ImmutableArray<string> open = launch.OpenFolder is { } folder
            ? ["/bin/sh", "-c", "exec 9<\"$0\" \"$@\"", folder]
            : [];
        return [.. open, .. follow, .. session, launch.Program, .. launch.Arguments];

        static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
    }

    // To the kernel the parent is the thread that forked, and pool threads end: one lasting thread forks for all.
    private static BlockingCollection<Action> StartLauncher()
    {
        var launches = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var launch in launches.GetConsumingEnumerable())
            {
                launch();
            }
        });
        thread.IsBackground = true;
        thread.Start();
        return launches;
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int pid, int signal);

        [DllImport("libc", EntryPoint = "signal")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint Signal(int signal, nint handler);
    }
}
