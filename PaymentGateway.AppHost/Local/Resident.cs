namespace PaymentGateway.AppHost.Local;

/// <summary>A process that is to be there for the whole run: when it ends, it is started again.</summary>
internal sealed class Resident(string name, Func<Resident, Task<HostProcess>> start)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private HostProcess? _process;

    public string Name => name;
    public int Pid => _process?.Pid ?? 0;
    public string? Url { get; init; }
    public string Address { get; set; } = "";
    public string Purpose { get; set; } = "";
    public string ConnectionString { get; set; } = "";

    public async Task StartAsync() => _process = await start(this);

    public async Task KeepAsync(Action<Resident> restarted, CancellationToken end)
    {
        var wait = ShortestWait;
        while (true)
        {
            var since = TimeProvider.System.GetTimestamp();
            var exitCode = await _process!.Exited.WaitAsync(end);
            wait = TimeProvider.System.GetElapsedTime(since) > LongestWait ? ShortestWait : wait;
            Screen.Line(name, $"ended with code {exitCode}; starting it again in {wait.TotalSeconds:0} s");
            await Task.Delay(wait, TimeProvider.System, end);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            try
            {
                await StartAsync();
                restarted(this);
            }
            catch (Exception reason) when (!end.IsCancellationRequested)
            {
                Screen.Line(name, reason.Message);
            }
        }
    }

    public Task StopAsync(TimeSpan grace) => _process?.StopAsync(grace) ?? Task.CompletedTask;

    public RunningResource Describe() => new(name, Pid, Url, ConnectionString is "" ? null : ConnectionString);
}
