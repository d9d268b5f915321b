using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Takes jobs back whose worker died, hangs or was cut off.</summary>
internal sealed partial class ExpiredLeases(
    IServiceScopeFactory scopes, Signal signal, SchemaCheck schema, TimeProvider clock,
    ILogger<ExpiredLeases> logger) : Loop(schema, clock, logger)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly ILogger _logger = logger;

    protected override string Name => "Expired leases";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var freed = await JobSql.FreeExpiredAsync(
            scope.ServiceProvider.GetRequiredService<GatewayDb>(), BatchSize, stop);
        if (freed > 0)
        {
            Log.Freed(_logger, freed);
            signal.Raise();
        }

        return freed == BatchSize ? TimeSpan.Zero : Period;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Jobs} jobs were taken back from a worker that did not finish them")]
        public static partial void Freed(ILogger logger, int jobs);
    }
}
