using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Tests.Support;

/// <summary>What tests do with the services of a worker that is not started.</summary>
internal static class WorkerServices
{
    /// <summary>Claims a job as this worker.</summary>
    public static Task<List<ClaimedJob>> ClaimAsync(this HostServices worker, long id, string owner, bool waitsForLocks = false) =>
        worker.Get<BatchConnections>().RunAsync(
            connection => LeaseSql.ClaimAsync(connection, [id], owner, TimeSpan.FromSeconds(30), waitsForLocks));
}
