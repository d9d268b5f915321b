using Npgsql;

namespace PaymentGateway.Worker.Queue;

/// <summary>Results of statements that return the ids of the jobs that they have saved.</summary>
internal static class SavedJobs
{
    /// <param name="waitsForLocks">Whether a job that is not returned is lost; otherwise its row may only be locked.</param>
    public static async Task<IReadOnlyList<SavedJob?>> ReadAsync<T>(
        NpgsqlBatch batch, IReadOnlyList<T> items, Func<T, long> jobId, bool waitsForLocks)
    {
        await using var row = await batch.ExecuteReaderAsync();
        var saved = await JobLocks.ReadIdsAsync(row, items.Count);
        return [.. items.Select(item => saved.Contains(jobId(item)) ? SavedJob.Saved : waitsForLocks ? SavedJob.Lost : null)];
    }
}
