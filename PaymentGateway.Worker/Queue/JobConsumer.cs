using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Reads one kind's stream while it has free slots, claims the jobs that it has read in one statement and runs each on its
/// own. A job that cannot be claimed was notified twice, too early, or by somebody else: nothing happens.
/// </summary>
internal sealed partial class JobConsumer(
    JobKind kind, int concurrency, JobClaims claims, JobNotifications notifications, JobRunner runner,
    IOptions<QueueOptions> options, SchemaCheck schema, TimeProvider clock, ILogger<JobConsumer> logger)
    : Loop(schema, clock, logger)
{
    private static readonly TimeSpan HandOverAfter = TimeSpan.FromMilliseconds(100);

    private readonly ILogger _logger = logger;

    private readonly SemaphoreSlim _slots = new(concurrency, concurrency);

    private readonly Queue<long> _unclaimed = new(); // read from the stream
    private RedisValue[] _entries = []; // that they were read from
    private int _readLimit = JobNotifications.MaxRead;

    protected override string Name => $"Consumer of {JobKinds.WireName(kind)} jobs";

    public JobKind Kind => kind;

    /// <summary>Stops reading, returns what is not claimed, then waits for what is running.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ReturnUnclaimedAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.DrainTime);
        for (var i = 0; i < concurrency; i++)
        {
            await _slots.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await AcquireSlotAsync(stop);
        var (acquired, started) = (1, 0);
        try
        {
            // What was read and could not be claimed, because the database was away, is claimed before more is read.
            if (_unclaimed.Count == 0 && !await ReadAsync(1 + (_slots.CurrentCount / JobNotifications.MaxJobs)))
            {
                return options.Value.IdleDelay;
            }

            while (acquired < Math.Min(_unclaimed.Count, JobNotifications.MaxJobs) && await _slots.WaitAsync(0, stop))
            {
                acquired++;
            }

            started = await StartAsync([.. _unclaimed.Take(acquired)], stop);
            return TimeSpan.Zero;
        }
        finally
        {
            if (acquired > started)
            {
                _slots.Release(acquired - started);
            }
        }
    }

    protected override Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        pause > TimeSpan.Zero ? notifications.WaitAsync(kind, pause, stop) : Task.CompletedTask;

    // What it has read, and has no slot for, is sent again: another worker may have one.
    private async Task AcquireSlotAsync(CancellationToken stop)
    {
        if (_unclaimed.Count > 0)
        {
            if (await _slots.WaitAsync(HandOverAfter, stop))
            {
                return;
            }

            await notifications.SendAsync(kind, _unclaimed);
            _unclaimed.Clear();
            Acknowledge();
        }

        await _slots.WaitAsync(stop);
    }

    /// <returns>Whether there was any entry.</returns>
    private async Task<bool> ReadAsync(int count)
    {
        try
        {
            var read = await notifications.ReadAsync(kind, Math.Min(count, _readLimit));
            _entries = [.. read.Select(entry => entry.Id)];
            foreach (var id in read.SelectMany(JobNotifications.JobIdsOf).Distinct())
            {
                _unclaimed.Enqueue(id);
            }

            // What others have written may be large: one at a time, until there is something of ours again.
            var isOurs = read.All(entry => JobNotifications.JobIdsOf(entry).Any());
            _readLimit = isOurs ? Math.Min(2 * _readLimit, JobNotifications.MaxRead) : 1;
            return read.Length > 0;
        }
        catch
        {
            _readLimit = 1; // perhaps it was too much to come in time
            throw;
        }
    }

    /// <returns>The number of slots that are in use for them now.</returns>
    private async Task<int> StartAsync(long[] ids, CancellationToken stop)
    {
        var (claimed, locked) = ids.Length > 0 ? await claims.ClaimAsync(ids, stop) : ([], []);
        for (var i = 0; i < ids.Length; i++)
        {
            _unclaimed.Dequeue();
        }

        if (_unclaimed.Count == 0)
        {
            Acknowledge(); // from here on the rows say who runs them
        }

        foreach (var (job, sentAt) in claimed)
        {
            _ = RunAsync(() => runner.RunAsync(job, sentAt));
        }

        foreach (var id in locked)
        {
            _ = RunAsync(() => RunLockedAsync(id, stop));
        }

        return claimed.Count + locked.Count;
    }

    private async Task RunLockedAsync(long id, CancellationToken stop)
    {
        try
        {
            if (await claims.ClaimLockedAsync(id, stop) is var (job, sentAt))
            {
                await runner.RunAsync(job, sentAt);
            }
        }
        catch (Exception exception)
        {
            Log.NotClaimed(_logger, exception, Name, id); // it is notified again when nobody has claimed it
        }
    }

    private async Task RunAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        finally
        {
            _slots.Release();
        }
    }

    private void Acknowledge()
    {
        notifications.AckAndDelete(kind, _entries);
        _entries = [];
    }

    private async Task ReturnUnclaimedAsync(CancellationToken cancellationToken)
    {
        if (_unclaimed.Count == 0)
        {
            return;
        }

        try
        {
            await claims.ReturnAsync([.. _unclaimed], cancellationToken);
            Acknowledge();
        }
        catch (Exception exception)
        {
            Log.NotReturned(_logger, exception, Name, _unclaimed.Count); // they are sent again when nobody has claimed them
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "{Consumer} stopped; {Notifications} notifications it had read will be sent again")]
        public static partial void NotReturned(ILogger logger, Exception exception, string consumer, int notifications);

        [LoggerMessage(LogLevel.Warning, "{Consumer} could not claim job {JobId}, whose row was locked; it is notified again")]
        public static partial void NotClaimed(ILogger logger, Exception exception, string consumer, long jobId);
    }
}
