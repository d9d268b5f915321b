using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Says that this worker lives. At the end it gives back every lease it still holds and goes off the list.</summary>
internal sealed partial class Heartbeat(
    IServiceScopeFactory scopes, WorkerIdentity worker, JobRunner runner, IOptions<QueueOptions> options,
    SchemaCheck schema, TimeProvider clock, ILogger<Heartbeat> logger) : Loop(schema, clock, logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger = logger;

    protected override string Name => "Heartbeat";

    /// <summary>Registered first, it stops last: the consumers have drained by then.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        runner.Abandon();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
            var released = await LeaseSql.ReleaseAllOfAsync(db, worker.Name, cancellationToken);
            await HeartbeatSql.RemoveAsync(db, worker.Name, cancellationToken);
            Log.Stopped(_logger, worker.Name, released);
        }
        catch (Exception exception)
        {
            Log.NotReleased(_logger, exception, worker.Name); // the leases run out by themselves
        }
    }

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await HeartbeatSql.BeatAsync(
            scope.ServiceProvider.GetRequiredService<GatewayDb>(), worker.Name, runner.Running.Length, stop);
        if (options.Value.HeartbeatFile is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, worker.Name, stop);
        }

        return Period;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Worker {Worker} stopped and released {Jobs} jobs")]
        public static partial void Stopped(ILogger logger, string worker, int jobs);

        [LoggerMessage(LogLevel.Warning, "Worker {Worker} stopped; its jobs can be reclaimed when their leases expire")]
        public static partial void NotReleased(ILogger logger, Exception exception, string worker);
    }
}
