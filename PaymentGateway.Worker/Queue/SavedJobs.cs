using Npgsql;

namespace PaymentGateway.Worker.Queue;

/// <summary>Results of a step from the ids of the jobs that it has saved.</summary>
internal static class SavedJobs
{
    /// <param name="batch">Its first statement returns the ids.</param>
    /// <param name="waitsForLocks">Whether a job that is not returned is lost; otherwise its row may only be locked.</param>
    public static async Task<IReadOnlyList<SavedJob?>> ReadAsync<T>(
        NpgsqlBatch batch, IReadOnlyList<T> items, Func<T, long> jobId, bool waitsForLocks)
    {
        await using var row = await batch.ExecuteReaderAsync();
        return Of(await JobLocks.ReadIdsAsync(row), items, jobId, waitsForLocks);
    }

    /// <param name="waitsForLocks">Whether a job that is missing is lost; otherwise its row may only be locked.</param>
    public static IReadOnlyList<SavedJob?> Of<T>(
        IReadOnlySet<long> saved, IReadOnlyList<T> items, Func<T, long> jobId, bool waitsForLocks) =>
        [.. items.Select(item => saved.Contains(jobId(item)) ? SavedJob.Saved : waitsForLocks ? SavedJob.Lost : null)];
}
