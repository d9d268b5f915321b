using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// Makes the deliveries of the events in the outbox: one transaction of two round trips for up to 256 of them. It needs
/// no Redis.
/// </summary>
internal sealed class FanOut(BatchConnections connections, ChangePublisher changes)
{
    public const int MaxEvents = 256;

    /// <returns>The number of events; fewer than the maximum: the outbox is empty.</returns>
    public async Task<int> RunAsync()
    {
        var deliveries = await connections.RunAsync(RunAsync);
        changes.Publish([.. deliveries.Select(Change.Of)]);
        return deliveries.Count;
    }

    private static async Task<List<WebhookDelivery>> RunAsync(NpgsqlConnection connection)
    {
        var (deliveries, jobs) = (new List<WebhookDelivery>(), new List<Job>());
        foreach (var (happened, traceparent) in await EventOutboxSql.BeginAsync(connection, MaxEvents))
        {
            var delivery = WebhookDelivery.Create(happened);
            deliveries.Add(delivery);
            jobs.Add(Job.DeliverWebhook(delivery, traceparent));
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.Add(WebhookDeliverySql.Insert, deliveries);
        batch.Add(JobSql.Insert, jobs);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
        return deliveries;
    }
}
