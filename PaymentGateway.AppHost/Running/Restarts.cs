namespace PaymentGateway.AppHost.Running;

/// <summary>Starts a process again that ended by itself, after 1, 2, 4 … 30 seconds. Aspire leaves it ended.</summary>
internal sealed class Restarts(ResourceCommandService commands, CancellationToken stoppingToken)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _stopped = [];
    private readonly Dictionary<string, (TimeSpan Delay, long At)> _last = [];

    public void Handle(RunningProcess process)
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
            _ = StartAsync(process);
        }
    }

    private async Task StartAsync(RunningProcess process)
    {
        var (last, at) = _last.GetValueOrDefault(process.Id);
        var hasLasted = last == default || TimeProvider.System.GetElapsedTime(at) > 2 * MaxDelay;
        var delay = TimeSpan.FromSeconds(hasLasted ? 1 : Math.Min(2 * last.TotalSeconds, MaxDelay.TotalSeconds));
        _last[process.Id] = (delay, TimeProvider.System.GetTimestamp());
        Console.WriteLine(
            $"{process.Name} ended with exit code {process.ExitCode}. It starts again in {delay.TotalSeconds} s.");
        await Task.Delay(delay, TimeProvider.System, stoppingToken);
        await commands.ExecuteCommandAsync(process.Id, KnownResourceCommands.StartCommand, stoppingToken);
    }
}
