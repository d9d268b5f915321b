using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>The right to finish a job. Every save checks its row, so a worker that was replaced saves nothing.</summary>
/// <param name="claimSentAt">
/// <see cref="TimeProvider.GetTimestamp"/> before the claim was sent. The database's time of the claim is later than
/// that, so <see cref="Now"/> may be late by the round trip but is never early, nor is what is scheduled from it.
/// </param>
internal sealed class JobLease(ClaimedJob job, long claimSentAt, BatchQueue<Job, SavedJob> ends, TimeProvider clock)
{
    private const string Lost = "lost";

    public long JobId => job.Id;

    public string Ref => job.Ref;

    public int Attempt => job.Attempt;

    public DateTimeOffset FirstClaimedAt => job.FirstClaimedAt;

    /// <summary>A failure before this instant is retried at this instant at the latest; null: when its pause is over.</summary>
    public DateTimeOffset? RetryBy { get; set; }

    /// <summary>What was saved: done, put_back, retry or dead; lost when nothing was.</summary>
    public string Outcome { get; private set; } = Lost;

    public bool IsSaved => Outcome != Lost;

    /// <summary>The database's clock, carried on by a monotonic one: skewed machines keep the schedule.</summary>
    public DateTimeOffset Now => job.ClaimedAt + clock.GetElapsedTime(claimSentAt);

    /// <exception cref="LeaseLostException">Another worker has taken over.</exception>
    public Task FinishAsync(CancellationToken cancellationToken) =>
        EndAsync(runAt: null, row => ends.RunAsync(row, cancellationToken));

    /// <summary>The job goes on at <paramref name="runAt"/>.</summary>
    /// <exception cref="LeaseLostException">Another worker has taken over.</exception>
    public Task RescheduleAsync(DateTimeOffset runAt, CancellationToken cancellationToken) =>
        EndAsync(runAt, row => ends.RunAsync(row, cancellationToken));

    /// <summary>Ends the job together with what its handler saves.</summary>
    /// <param name="runAt">When it goes on; null: it is finished.</param>
    /// <param name="save">Saves this row as well, if the worker still holds it.</param>
    /// <exception cref="LeaseLostException">Another worker has taken over.</exception>
    public async Task EndAsync(DateTimeOffset? runAt, Func<Job, Task<SavedJob>> save)
    {
        var row = Job.From(job);
        if (runAt is { } at)
        {
            row.Reschedule(at);
        }
        else
        {
            row.Finish(Now);
        }

        await SaveAsync(row, save);
        Outcome = runAt is null ? "done" : "put_back";
    }

    /// <summary>Saves the failure: retried after a growing pause, dead after the last attempt.</summary>
    /// <param name="isOutage">It ends sometime, and until then the job is retried.</param>
    /// <exception cref="LeaseLostException">Another worker has taken over.</exception>
    public async Task<JobState> FailAsync(string error, bool isOutage)
    {
        var row = Job.From(job);
        row.Fail(error, PauseAfterFailure(Now), Now, isOutage);
        await SaveAsync(row, ended => ends.RunAsync(ended, CancellationToken.None));
        Outcome = row.State == JobState.Dead ? "dead" : "retry";
        return row.State;
    }

    private async Task SaveAsync(Job row, Func<Job, Task<SavedJob>> save)
    {
        if (await save(row) == SavedJob.Lost)
        {
            throw new LeaseLostException(JobId);
        }
    }

    private TimeSpan PauseAfterFailure(DateTimeOffset now)
    {
        var pause = BackOff(job.Attempt);
        return RetryBy > now && RetryBy < now + pause ? RetryBy.Value - now : pause;
    }

    private static TimeSpan BackOff(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(60_000, 200 * Math.Pow(2, Math.Min(attempt, 10))));
}
