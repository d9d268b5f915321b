using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Takes jobs back whose worker died, hangs or was cut off; and sooner those of this worker that it does not run, because
/// the database was away when it claimed or ended them.
/// </summary>
internal sealed partial class ExpiredLeases(
    IServiceScopeFactory scopes, JobRunner runner, WorkerIdentity worker, IOptions<QueueOptions> options, WorkSignals signals,
    SchemaCheck schema, TimeProvider clock, ILogger<ExpiredLeases> logger) : Loop(schema, clock, logger, signals.Leases)
{
    private const int BatchSize = 200;

    private readonly ILogger _logger = logger;

    protected override string Name => "Expired leases";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var freed = await LeaseSql.FreeExpiredAsync(db, BatchSize, stop);
        if (freed > 0)
        {
            Log.Freed(_logger, freed);
            signals.Jobs.Raise();
        }

        var released = await LeaseSql.ReleaseUnknownAsync(db, worker.Name, runner.Running, options.Value.UnknownLeaseLeft, stop);
        if (released > 0)
        {
            Log.Released(_logger, released);
            signals.Jobs.Raise();
        }

        return freed == BatchSize ? TimeSpan.Zero : UntilWoken;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "{Jobs} jobs were reclaimed: a worker did not finish them before their leases expired")]
        public static partial void Freed(ILogger logger, int jobs);

        [LoggerMessage(LogLevel.Warning,
            "{Jobs} jobs were released: this worker had claimed them but does not run them")]
        public static partial void Released(ILogger logger, int jobs);
    }
}
