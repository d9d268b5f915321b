using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PaymentGateway.AppHost.Local;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.AppHost;

/// <summary>The built AppHost as its user starts it, but at free ports and in a folder of its own.</summary>
internal sealed class LocalRunner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly string[] Ports =
        ["API_PORT", "DASHBOARD_PORT", "CHECKOUT_PORT", "POSTGRES_PORT", "REDIS_PORT"];

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _data;
    private readonly HostProcess _process;

    private LocalRunner(string data, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        _data = data;
        var variables = Ports.ToDictionary(
            port => port, string? (_) => HostProcess.FreePort().ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        var output = Path.GetRelativePath(Path.GetFullPath("../../..", AppContext.BaseDirectory), AppContext.BaseDirectory);
        var program = Path.Combine(
            Path.GetFullPath("../../../../PaymentGateway.AppHost", AppContext.BaseDirectory), output, "PaymentGateway.AppHost");
        _process = HostProcess.Start(
            new Launch(program, ["--data", data, .. arguments]) { Environment = variables, Log = _lines.Enqueue });
    }

    public string RunFile => Path.Combine(_data, "run.json");

    public IReadOnlyCollection<string> Lines => _lines;

    public Task<int> Exited => _process.Exited.WaitAsync(Patience, TimeProvider.System);

    public static LocalRunner Start(string data, string[]? arguments = null, params (string Name, string Value)[] environment) =>
        new(data, arguments ?? [], environment);

    public static async Task<LocalRunner> StartReadyAsync(string data, params string[] arguments)
    {
        var runner = Start(data, arguments);
        await Eventually.BecomesTrueAsync(
            () => runner._process.Exited.IsCompleted
                || runner._lines.Any(line => line.StartsWith("Ready", StringComparison.Ordinal)),
            "the runner is ready, or has ended",
            Patience);
        Assert.True(File.Exists(runner.RunFile), string.Join('\n', runner._lines));
        return runner;
    }

    public Dictionary<string, Resource> Resources() =>
        JsonSerializer.Deserialize<Run>(File.ReadAllText(RunFile), JsonSerializerOptions.Web)!
            .Resources.ToDictionary(resource => resource.Name);

    public async Task<TimeSpan> StopAsync(StopSignal signal)
    {
        var start = Stopwatch.GetTimestamp();
        HostProcess.Send(_process.Pid, signal);
        Assert.Equal(0, await Exited);
        return Stopwatch.GetElapsedTime(start);
    }

    public Task KillAsync()
    {
        _process.Kill();
        return Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        await _process.DisposeAsync();
    }

    internal sealed record Resource(string Name, int Pid, Uri? Url);

    private sealed record Run(IReadOnlyList<Resource> Resources);
}
