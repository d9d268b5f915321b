using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>A reversal that has begun or is processed, and the end of its job.</summary>
internal sealed record ReversalChange(Job Job, PaymentReversal Reversal, bool IsNew);

/// <summary>Saves reversals with the ends of their jobs in one transaction.</summary>
internal sealed class SaveReversalsStep(BatchConnections connections, WorkerIdentity worker, ChangePublisher changes)
    : IBatchStep<ReversalChange, SavedJob>
{
    public string Name => "save reversals";

    public async Task<IReadOnlyList<SavedJob?>> RunAsync(IReadOnlyList<ReversalChange> items, bool waitsForLocks)
    {
        var results = await connections.RunAsync(connection => RunAsync(connection, items, waitsForLocks));
        // A reversal is shown as a change of its payment.
        changes.Publish([.. items.Where((_, i) => results[i] == SavedJob.Saved)
            .Select(item => new Change(item.Reversal.MerchantId, "payment", item.Reversal.PaymentId.Value))]);
        return results;
    }

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();

    private async Task<IReadOnlyList<SavedJob?>> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<ReversalChange> items, bool waitsForLocks)
    {
        var held = await JobLocks.BeginAsync(connection, [.. items.Select(item => item.Job)], worker.Name, waitsForLocks);
        var saved = items.Where(item => held.Contains(item.Job.Id)).ToList();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(PaymentReversalSql.Insert, [.. saved.Where(item => item.IsNew).Select(item => item.Reversal)]);
        batch.Add(PaymentReversalSql.UpdateProcessed, [.. saved.Where(item => !item.IsNew).Select(item => item.Reversal)]);
        batch.Add(rows => JobSql.EndLocked(rows, worker.Name), [.. saved.Select(item => item.Job)]);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
        return SavedJobs.Of(held, items, item => item.Job.Id, waitsForLocks);
    }
}
