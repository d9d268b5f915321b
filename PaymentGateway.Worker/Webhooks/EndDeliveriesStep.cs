using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Saves how deliveries went, with their attempts and jobs, in one statement.</summary>
internal sealed class EndDeliveriesStep(BatchConnections connections, WorkerIdentity worker, ChangePublisher changes)
    : IBatchStep<EndedDelivery, SavedJob>
{
    public string Name => "end deliveries";

    public async Task<IReadOnlyList<SavedJob?>> RunAsync(IReadOnlyList<EndedDelivery> items, bool waitsForLocks)
    {
        var results = await connections.RunAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(WebhookDeliverySql.End(items, worker.Name, waitsForLocks));
            return await SavedJobs.ReadAsync(batch, items, end => end.Job.Id, waitsForLocks);
        });
        changes.Publish([.. items.Where((_, i) => results[i] == SavedJob.Saved).Select(end => Change.Of(end.Delivery))]);
        return results;
    }

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}
