using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>Locks the rows of jobs that this worker still holds.</summary>
internal static class JobLocks
{
    /// <summary>The table <c>i</c> of jobs and fencing tokens. $1 is the worker; $2 and $3 are the columns.</summary>
    public const string Jobs = "i AS MATERIALIZED (SELECT * FROM unnest($2, $3) AS i (job, fence))";

    /// <summary>Joins <c>jobs j</c> to <c>i</c>, as far as the worker still holds them: only a running job has an owner.</summary>
    public const string JoinHeld =
        "i JOIN jobs j ON j.id = i.job AND j.fence = i.fence AND j.lease_owner = $1";

    private static readonly string LockFree = Lock(" SKIP LOCKED");
    private static readonly string LockAll = Lock("");

    /// <summary>A command that locks, with the parameters of <see cref="Jobs"/>.</summary>
    public static NpgsqlBatchCommand Command(string sql, IReadOnlyList<Job> jobs, string worker) =>
        new NpgsqlBatchCommand(sql).WithValue(worker).WithNumbers(jobs, job => job.Id).WithNumbers(jobs, job => job.Fence);

    /// <summary>Begins a transaction and locks the jobs.</summary>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them out.</param>
    /// <returns>The ids of those that the worker holds.</returns>
    public static async Task<HashSet<long>> BeginAsync(
        NpgsqlConnection connection, IReadOnlyList<Job> jobs, string worker, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("BEGIN"), Command(waitsForLocks ? LockAll : LockFree, jobs, worker) },
        };
        await using var row = await batch.ExecuteReaderAsync();
        return await ReadIdsAsync(row);
    }

    public static async Task<HashSet<long>> ReadIdsAsync(NpgsqlDataReader row) => [.. await row.ReadAllAsync(each => each.GetInt64(0))];

    private static string Lock(string skip) =>
        $"WITH {Jobs} SELECT j.id FROM {JoinHeld} ORDER BY j.id FOR UPDATE OF j{skip}";
}
