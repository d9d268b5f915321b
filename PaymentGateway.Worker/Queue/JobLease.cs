using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>The right to finish a job. Every save goes through its row, so a worker that was replaced saves nothing.</summary>
/// <param name="claimSentAt">
/// <see cref="TimeProvider.GetTimestamp"/> before the claim was sent. The database's time of the claim is later than
/// that, so <see cref="Now"/> may be late by the round trip but is never early, nor is what is scheduled from it.
/// </param>
internal sealed class JobLease(ClaimedJob job, long claimSentAt, TimeProvider clock)
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

    /// <summary>What was saved with it, to be published.</summary>
    public IReadOnlyList<Change> Changed { get; private set; } = [];

    /// <summary>The database's clock, carried on by a monotonic one: skewed machines keep the schedule.</summary>
    public DateTimeOffset Now => job.ClaimedAt + clock.GetElapsedTime(claimSentAt);

    /// <summary>Saves what <paramref name="db"/> holds together with the end of the job.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another worker has taken over.</exception>
    public async Task FinishAsync(GatewayDb db, CancellationToken cancel)
    {
        Attach(db).Finish(Now);
        await SaveAsync(db, "done", cancel);
    }

    /// <summary>Saves what <paramref name="db"/> holds; the job goes on at <paramref name="runAt"/>.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another worker has taken over.</exception>
    public async Task PutBackAsync(GatewayDb db, DateTimeOffset runAt, CancellationToken cancel)
    {
        Attach(db).PutBack(runAt);
        await SaveAsync(db, "put_back", cancel);
    }

    /// <summary>Ends the job by a statement of the caller's own, or lets it go on at <paramref name="runAt"/>.</summary>
    /// <param name="save">Checks the fence; false: nothing has been written.</param>
    /// <param name="changed">What it changes.</param>
    /// <exception cref="DbUpdateConcurrencyException">Another worker has taken over.</exception>
    public async Task EndAsync(Func<Job, Task<bool>> save, Change changed, DateTimeOffset? runAt)
    {
        var row = Job.From(job);
        if (runAt is { } at)
        {
            row.PutBack(at);
        }
        else
        {
            row.Finish(Now);
        }

        if (!await save(row))
        {
            throw new DbUpdateConcurrencyException($"Job {JobId} was reclaimed by another worker.");
        }

        (Outcome, Changed) = (runAt is null ? "done" : "put_back", [changed]);
    }

    /// <summary>Writes the failure down: tried again after a growing pause, dead after the last try.</summary>
    /// <param name="isOutage">It ends sometime, and until then it is tried again.</param>
    public async Task<JobState> FailAsync(GatewayDb db, string error, bool isOutage, CancellationToken cancel)
    {
        var row = Attach(db);
        row.Fail(error, PauseAfterFailure(Now), Now, isOutage);
        await db.SaveChangesAsync(cancel);
        Outcome = row.State == JobState.Dead ? "dead" : "retry";
        return row.State;
    }

    private TimeSpan PauseAfterFailure(DateTimeOffset now)
    {
        var pause = BackOff(job.Attempt);
        return RetryBy > now && RetryBy < now + pause ? RetryBy.Value - now : pause;
    }

    private static TimeSpan BackOff(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(60_000, 200 * Math.Pow(2, Math.Min(attempt, 10))));

    private async Task SaveAsync(GatewayDb db, string outcome, CancellationToken cancel)
    {
        var changed = Change.UnsavedIn(db);
        await db.SaveChangesAsync(cancel);
        (Outcome, Changed) = (outcome, changed);
    }

    private Job Attach(GatewayDb db)
    {
        var row = Job.From(job);
        db.Attach(row);
        return row;
    }
}
