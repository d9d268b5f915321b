using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Claims jobs for this worker.</summary>
internal sealed class JobClaims(
    BatchConnections connections, IServiceScopeFactory scopes, WorkerIdentity worker, IOptions<QueueOptions> options,
    TimeProvider clock) : IDisposable
{
    /// <summary>Claims that wait for a lock at the same time; each holds a connection.</summary>
    private const int MaxAlone = 4;

    private readonly SemaphoreSlim _alone = new(MaxAlone);

    /// <summary>Claims those of the jobs that are ready and due, and leaves out those whose rows are locked.</summary>
    /// <returns>
    /// The claimed jobs, each with <see cref="TimeProvider.GetTimestamp"/> from before the claim was sent; and the ids of
    /// the others that could be claimed but for a lock.
    /// </returns>
    public Task<(List<(ClaimedJob Job, long SentAt)> Claimed, List<long> Locked)> ClaimAsync(
        long[] ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return connections.RunAsync(async connection =>
        {
            var sentAt = clock.GetTimestamp();
            var claimed = await LeaseSql.ClaimAsync(connection, ids, worker.Name, options.Value.LeaseTime, waitsForLocks: false);
            var others = claimed.Count == ids.Length ? [] : ids.Except(claimed.Select(job => job.Id)).ToList();
            return (claimed.ConvertAll(job => (job, sentAt)),
                others.Count == 0 ? others : await LeaseSql.FindClaimableAsync(connection, others));
        });
    }

    /// <summary>Waits for the lock of a job's row.</summary>
    /// <returns>Null: it is no longer ready.</returns>
    public async Task<(ClaimedJob Job, long SentAt)?> ClaimLockedAsync(long id, CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken);
        try
        {
            return await connections.RunAsync<(ClaimedJob, long)?>(async connection =>
            {
                var sentAt = clock.GetTimestamp();
                var claimed = await LeaseSql.ClaimAsync(connection, [id], worker.Name, options.Value.LeaseTime, waitsForLocks: true);
                return claimed is [var job] ? (job, sentAt) : null;
            });
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <summary>Makes jobs that are not claimed due for another notification.</summary>
    public async Task ReturnAsync(long[] ids, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await LeaseSql.ReturnUnclaimedAsync(scope.ServiceProvider.GetRequiredService<GatewayDb>(), ids, cancellationToken);
    }

    public void Dispose() => _alone.Dispose();
}
