namespace PaymentGateway.AppHost.Running;

/// <summary>Starts a process again that ended without being told to, after 1, 2, 4 … 30 seconds. Aspire leaves it ended.</summary>
internal sealed class Restarts(ResourceCommandService commands)
{
    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _stopped = [];
    private readonly Dictionary<string, (TimeSpan Delay, long At)> _last = [];

    public void Handle(RunningProcess process, CancellationToken stoppingToken)
    {
        if (process.State == KnownResourceStates.Stopping)
        {
            _stopped.Add(process.Id);
        }
        else if (!process.HasEnded)
        {
            _stopped.Remove(process.Id);
        }
        else if (process.ExitCode != 0 && _stopped.Add(process.Id))
        {
            var delay = NextDelay(process.Id);
            Console.WriteLine($"{process.Name} ended with exit code {process.ExitCode}. It starts again in {delay.TotalSeconds:0} s.");
            _ = StartAsync(process.Id, delay, stoppingToken);
        }
    }

    private TimeSpan NextDelay(string id)
    {
        var (last, at) = _last.GetValueOrDefault(id, (TimeSpan.Zero, 0));
        var delay = TimeProvider.System.GetElapsedTime(at) > MaxDelay * 2 || last == TimeSpan.Zero
            ? MinDelay
            : TimeSpan.FromTicks(Math.Min(last.Ticks * 2, MaxDelay.Ticks));
        _last[id] = (delay, TimeProvider.System.GetTimestamp());
        return delay;
    }

    private async Task StartAsync(string id, TimeSpan delay, CancellationToken stoppingToken)
    {
        await Task.Delay(delay, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
        {
            await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, stoppingToken);
        }
    }
}
