using PaymentGateway.Core.Live;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;
using EventId = PaymentGateway.Core.Webhooks.EventId;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Fails pending deliveries whose job is dead: nothing delivers them any more.</summary>
internal sealed partial class AbandonedDeliveries(
    IServiceScopeFactory scopes, ChangePublisher changes, WorkSignals signals, SchemaCheck schema, TimeProvider clock,
    ILogger<AbandonedDeliveries> logger)
    : Loop(schema, clock, logger, signals.DeadDeliveryJobs)
{
    private const int BatchSize = 100;

    private readonly ILogger _logger = logger;

    protected override string Name => "Deliveries of dead jobs";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var failed = await WebhookDeliverySql.FailAbandonedAsync(
            scope.ServiceProvider.GetRequiredService<GatewayDb>(), BatchSize, stop);
        changes.Publish([.. failed.Select(delivery => Change.OfDelivery(new MerchantId(delivery.MerchantId), delivery.Id))]);
        foreach (var delivery in failed)
        {
            WebhookMetrics.CountFailed(delivery.Event);
            Log.Failed(_logger, delivery.Id, EventId.Of(delivery.EventId), delivery.MerchantId);
        }

        return failed.Count == BatchSize ? TimeSpan.Zero : UntilWoken;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Delivery {DeliveryId} of {EventId} for {MerchantId} failed; its job is dead")]
        public static partial void Failed(ILogger logger, Guid deliveryId, EventId eventId, Guid merchantId);
    }
}
