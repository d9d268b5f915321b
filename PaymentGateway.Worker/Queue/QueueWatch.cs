using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Looks at the whole queue now and then, for the gauges.</summary>
internal sealed class QueueWatch(
    IServiceScopeFactory scopes, IOptions<QueueOptions> options, SchemaCheck schema, TimeProvider clock,
    ILogger<QueueWatch> logger) : Loop(schema, clock, logger)
{
    protected override string Name => "Queue metrics";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var depths = await QueueDepth.ReadAsync(scope.ServiceProvider.GetRequiredService<GatewayDb>(), stop);
        depths.ForEach(QueueMetrics.Seen);
        return options.Value.WatchInterval;
    }
}
