using Microsoft.Extensions.Hosting;
using PaymentGateway.AppHost.Start;

namespace PaymentGateway.AppHost.Running;

/// <summary>
/// Follows what Aspire reports: prints <see cref="ReadyMessage"/>, keeps <see cref="RunFile"/>, restarts what died, and ends a start that
/// cannot succeed with the reason. Aspire reports all of it to its dashboard only.
/// </summary>
internal sealed class RunMonitor(
    GatewayStart start, DistributedApplicationModel model, ResourceNotificationService resources, ResourceLoggerService logs,
    ResourceCommandService commands, IHostApplicationLifetime host) : BackgroundService
{
    private const int ReasonLines = 10;
    private static readonly TimeSpan ReminderInterval = TimeSpan.FromSeconds(20);

    private readonly RunningProcesses _processes = new(model);
    private bool _isReady;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, host.ApplicationStopping);
        var startedAt = TimeProvider.System.GetTimestamp();
        var restarts = new Restarts(commands);
        var runFile = new RunFile(start.Folder!, _processes);
        _ = RemindAsync(stopping.Token);
        await foreach (var change in resources.WatchAsync(stopping.Token))
        {
            if (change.Snapshot.IsHidden && change.Resource.Name != "aspire-dashboard")
            {
                continue;
            }

            var process = new RunningProcess(change);
            _processes.Update(process);
            if (!_isReady && CannotStart(process))
            {
                await RefuseAsync(process, stopping.Token);
                return;
            }

            restarts.Handle(process, stopping.Token);
            if (!_isReady && _processes.AreReady)
            {
                _isReady = true;
                await runFile.WriteAsync(stopping.Token);
                Console.WriteLine(await ReadyMessage.CreateAsync(
                    model, _processes, TimeProvider.System.GetElapsedTime(startedAt), stopping.Token));
            }
            else if (_isReady)
            {
                await runFile.WriteAsync(stopping.Token);
            }
        }
    }

    private static bool CannotStart(RunningProcess process) =>
        process.State == KnownResourceStates.FailedToStart || process.State == KnownResourceStates.ValueMissing
        || process is { Name: "migrations", HasEnded: true, ExitCode: not 0 };

    private async Task RefuseAsync(RunningProcess process, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(process.Id).WithCancellation(cancellationToken))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        await Console.Error.WriteLineAsync(
            $"Not started: {process.Name} ({process.State}, exit code {process.ExitCode}).\n{string.Join('\n', lines.TakeLast(ReasonLines))}");
        Environment.ExitCode = 1;
        host.StopApplication();
    }

    private async Task RemindAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReminderInterval, TimeProvider.System);
        while (!_isReady && await timer.WaitForNextTickAsync(stoppingToken))
        {
            Console.WriteLine(_isReady ? "" : $"Waiting for {_processes.Waiting}");
        }
    }
}
