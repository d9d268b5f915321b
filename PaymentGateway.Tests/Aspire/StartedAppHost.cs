using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>The built AppHost as its user starts it, but on free ports and with a data folder of its own.</summary>
internal sealed class StartedAppHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private static readonly string[] PortVariables =
        ["API_PORT", "DASHBOARD_PORT", "CHECKOUT_PORT", "POSTGRES_PORT", "REDIS_PORT", "ASPIRE_PORT"];

    private static readonly JsonSerializerOptions Json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _data;
    private readonly HostProcess _process;
    private IReadOnlyCollection<int> _processes = [];

    private StartedAppHost(
        string data, ImmutableArray<string> arguments, IEnumerable<(string Name, string? Value)> environment)
    {
        _data = data;
        var variables = PortVariables.ToDictionary(
            name => name, string? (_) => HostProcess.FreePort().ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        _process = HostProcess.StartService("AppHost", ["--data", data, .. arguments], variables, _lines.Enqueue);
    }

    public string RunFile => Path.Combine(_data, "run.json");

    public IReadOnlyCollection<string> Lines => _lines;

    public string Output => string.Join('\n', _lines);

    public bool HasExited => _process.Exited.IsCompleted;

    public Task<int> ExitCodeAsync() => _process.Exited.WaitAsync(StartTimeout, TimeProvider.System);

    public static StartedAppHost Start(
        string data, ImmutableArray<string> arguments = default, params (string Name, string? Value)[] environment) =>
        new(data, arguments.IsDefault ? [] : arguments, environment);

    public static async Task<StartedAppHost> StartReadyAsync(string data)
    {
        var appHost = Start(data);
        try
        {
            await Eventually.BecomesTrueAsync(
                () => appHost.HasExited || appHost.IsReady, "the AppHost is ready, or has exited", StartTimeout);
            Assert.True(appHost.IsReady, appHost.Output);
            return appHost;
        }
        catch
        {
            await appHost.DisposeAsync();
            throw;
        }
    }

    public static bool IsStackFrame(string line) => line.TrimStart().StartsWith("at ", StringComparison.Ordinal);

    public IReadOnlyDictionary<string, Resource> Resources() =>
        JsonSerializer.Deserialize<Run>(File.ReadAllText(RunFile), Json)!.Resources
            .ToDictionary(resource => resource.Name);

    /// <summary>All that run now because of it.</summary>
    public IReadOnlyCollection<int> Processes() => _processes = ProcessTree.Of(_process.Pid);

    public Task NoProcessIsLeftAsync() => Eventually.GetAsync(
        () => Task.FromResult(_processes.Where(ProcessTree.IsAlive).ToList()), left => left.Count == 0,
        "everything that the AppHost started has ended", StopTimeout);

    public async Task<int> StopAsync()
    {
        HostProcess.Send(_process.Pid, Signal.Terminate);
        return await _process.Exited.WaitAsync(StopTimeout, TimeProvider.System);
    }

    public void Kill() => HostProcess.Send(_process.Pid, Signal.Kill);

    // A failed test leaves nothing running either.
    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            Processes();
        }

        await _process.StopAsync(StopTimeout);
        try
        {
            await NoProcessIsLeftAsync();
        }
        catch
        {
            foreach (var pid in _processes.Where(ProcessTree.IsAlive))
            {
                HostProcess.Send(pid, Signal.Kill);
            }

            throw;
        }
        finally
        {
            await _process.DisposeAsync();
        }
    }

    private bool IsReady => _lines.Any(line => line.StartsWith("Ready after", StringComparison.Ordinal));

    internal sealed record Resource(string Name, int Pid, Uri? Url, string? ConnectionString);

    private sealed record Run(IReadOnlyList<Resource> Resources);
}
