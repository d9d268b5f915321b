using System.Collections.Concurrent;

namespace PaymentGateway.AppHost.Running;

/// <summary>Starts a process again that ended by itself, after 1, 2, 4 … 30 seconds. Aspire leaves it ended.</summary>
internal sealed class Restarts(
    ResourceCommandService commands, ResourceLoggerService logs, CancellationToken stoppingToken)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _handled = [];
    private readonly ConcurrentDictionary<string, (TimeSpan Delay, long At)> _last = [];

    public void Handle(RunningProcess process)
    {
        if (process.State == KnownResourceStates.Stopping)
        {
            _handled.Add(process.Id); // a command stopped it
        }
        else if (!process.HasEnded)
        {
            _handled.Remove(process.Id);
        }
        else if ((process.ExitCode != 0 || process.CannotStart) && _handled.Add(process.Id))
        {
            _ = RestartAsync(process);
        }
    }

    private async Task RestartAsync(RunningProcess process)
    {
        var reason = await logs.LastErrorsAsync(process, stoppingToken);
        Console.WriteLine($"{process.Name} ended with exit code {process.ExitCode}.\n{reason}");
        ExecuteCommandResult result;
        do
        {
            var delay = NextDelay(process.Id);
            Console.WriteLine($"{process.Name} restarts in {delay.TotalSeconds} s.");
            await Task.Delay(delay, TimeProvider.System, stoppingToken);
            result = await commands.ExecuteCommandAsync(process.Id, KnownResourceCommands.StartCommand, stoppingToken);
        }
        while (!result.Success);
    }

    private TimeSpan NextDelay(string id)
    {
        var (last, at) = _last.GetValueOrDefault(id);
        var hasLasted = last == default || TimeProvider.System.GetElapsedTime(at) > 2 * MaxDelay;
        var delay = TimeSpan.FromSeconds(hasLasted ? 1 : Math.Min(2 * last.TotalSeconds, MaxDelay.TotalSeconds));
        _last[id] = (delay, TimeProvider.System.GetTimestamp());
        return delay;
    }
}
