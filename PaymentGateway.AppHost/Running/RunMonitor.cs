using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace PaymentGateway.AppHost.Running;

/// <summary>
/// Follows what Aspire reports to its dashboard only: prints <see cref="ReadyMessage"/>, writes <see cref="RunFile"/>,
/// <see cref="Restarts"/> what died, and ends a start that cannot succeed with the reason.
/// </summary>
internal sealed class RunMonitor(
    DataFolder folder, DistributedApplicationModel model, ResourceNotificationService resources,
    ResourceLoggerService logs, ResourceCommandService commands, IHostApplicationLifetime host) : BackgroundService
{
    private static readonly TimeSpan ReminderInterval = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, RunningProcess> _processes = [];
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();
    private bool _isReady;

    private ILookup<string, RunningProcess> Processes => _processes.Values.ToLookup(process => process.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, host.ApplicationStopping);
        await using var reminder = TimeProvider.System.CreateTimer(
            _ => Remind(), state: null, ReminderInterval, ReminderInterval);
        try
        {
            await FollowAsync(stopping.Token);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            Fail($"Stopped: {exception.Message}"); // the host would stop without a word
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var (restarts, runFile) = (new Restarts(commands, logs, stoppingToken), new RunFile(folder));
        await foreach (var change in resources.WatchAsync(stoppingToken))
        {
            var process = new RunningProcess(change);
            if (!_isReady && process.CannotStart)
            {
                var reason = await logs.LastErrorsAsync(process, stoppingToken);
                Fail($"Not started: {process.Name} ({process.State}, exit code {process.ExitCode}).\n{reason}");
                return; // what waits for it fails too, and is not the reason
            }

            if (change.Resource is not ParameterResource
                && (!change.Snapshot.IsHidden || process.Name == "aspire-dashboard"))
            {
                _processes[process.Id] = process;
                restarts.Handle(process);
                await ReportAsync(runFile, stoppingToken);
            }
        }
    }

    private async Task ReportAsync(RunFile runFile, CancellationToken cancellationToken)
    {
        var processes = Processes;
        var becomesReady = !_isReady && model.Resources.OfType<ProjectResource>().All(service =>
            processes[service.Name].Count(process => process.IsReady) >= service.GetReplicaCount());
        _isReady |= becomesReady;
        if (!_isReady)
        {
            return;
        }

        var database = await ConnectAsync("gatewaydb", "postgres");
        await runFile.WriteAsync(_processes.Values, database, cancellationToken);
        if (becomesReady)
        {
            var redis = await ConnectAsync("redis");
            Console.WriteLine(
                ReadyMessage.Create(processes, database, redis, TimeProvider.System.GetElapsedTime(_startedAt)));
        }

        async Task<string?> ConnectAsync(params string[] names)
        {
            var servers = model.Resources.OfType<IResourceWithConnectionString>();
            // In the order of the names: a server in a container has no database in its connection string.
            return names.Select(name => servers.FirstOrDefault(server => server.Name == name))
                .FirstOrDefault(server => server is not null) is { } found
                ? await found.GetConnectionStringAsync(cancellationToken)
                : null;
        }
    }

    private void Fail(string message)
    {
        Console.Error.WriteLine(message);
        Environment.ExitCode = 1;
        host.StopApplication();
    }

    private void Remind()
    {
        var waiting = _processes.Values.Where(process => !process.IsReady && process.Name != "aspire-dashboard");
        if (!_isReady)
        {
            Console.WriteLine(
                $"Waiting for {string.Join(", ", waiting.Select(process => $"{process.Name} ({process.State})"))}");
        }
    }
}
