using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Saves the ends of jobs that nothing else is saved with, in one statement.</summary>
internal sealed class EndJobsStep(BatchConnections connections, WorkerIdentity worker) : IBatchStep<Job, SavedJob>
{
    public string Name => "end jobs";

    public Task<IReadOnlyList<SavedJob?>> RunAsync(IReadOnlyList<Job> items, bool waitsForLocks) =>
        connections.RunAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(JobSql.End(items, worker.Name, waitsForLocks));
            return await SavedJobs.ReadAsync(batch, items, job => job.Id, waitsForLocks);
        });

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}
