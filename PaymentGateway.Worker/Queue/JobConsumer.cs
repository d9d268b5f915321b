using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Reads one kind's stream for as many jobs as it has free hands, claims them in one statement and runs each on its own.
/// What cannot be claimed was hinted twice, too early, or by a stranger: it is taken off the stream and nothing happens.
/// </summary>
internal sealed partial class JobConsumer(
    JobKind kind, int concurrency, IServiceScopeFactory scopes, Hints hints, JobRunner runner, WorkerIdentity worker,
    IOptions<QueueOptions> options, SchemaCheck schema, TimeProvider clock, ILogger<JobConsumer> logger)
    : Loop(schema, clock, logger)
{
    private const long NoJob = 0;

    private readonly ILogger _logger = logger;

    private readonly SemaphoreSlim _hands = new(concurrency, concurrency);

    private StreamEntry[] _read = [];
    private int _readLimit = Hints.MaxRead;

    protected override string Name => $"Consumer of {JobKinds.WireName(kind)} jobs";

    public JobKind Kind => kind;

    /// <summary>Stops reading, gives back what is not claimed, then waits for what is running.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ReturnUnclaimedAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.DrainTime);
        for (var i = 0; i < concurrency; i++)
        {
            await _hands.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        _hands.Dispose();
        base.Dispose();
    }

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await _hands.WaitAsync(stop);
        var free = 1 + TakeFreeHands();
        var started = 0;
        try
        {
            // What was read and could not be claimed, because the database was away, is claimed before more is read.
            // There are hands enough: only this loop takes any.
            _read = _read.Length > 0 ? _read : await ReadAsync(free);
            var isAny = _read.Length > 0;
            started = await StartAsync(_read, stop);
            _read = [];
            return isAny ? TimeSpan.Zero : options.Value.IdleDelay;
        }
        finally
        {
            if (free > started)
            {
                _hands.Release(free - started);
            }
        }
    }

    protected override Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        pause > TimeSpan.Zero ? hints.WaitAsync(kind, pause, stop) : Task.CompletedTask;

    private async Task ReturnUnclaimedAsync(CancellationToken cancellationToken)
    {
        if (_read.Length == 0)
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await JobSql.ReturnUnclaimedAsync(
                scope.ServiceProvider.GetRequiredService<GatewayDb>(), [.. _read.Select(JobIdOf)], cancellationToken);
            hints.Forget(kind, [.. _read.Select(entry => entry.Id)]);
        }
        catch (Exception exception)
        {
            Log.NotReturned(_logger, exception, Name, _read.Length); // they are sent again when nobody has claimed them
        }
    }

    private int TakeFreeHands()
    {
        var taken = 0;
        while (taken < _readLimit - 1 && _hands.Wait(0))
        {
            taken++;
        }

        return taken;
    }

    private async Task<StreamEntry[]> ReadAsync(int count)
    {
        try
        {
            return await hints.ReadAsync(kind, count);
        }
        catch
        {
            _readLimit = 1; // perhaps it was too much to come in time
            throw;
        }
    }

    private async Task<int> StartAsync(StreamEntry[] entries, CancellationToken stop)
    {
        if (entries.Length == 0)
        {
            return 0;
        }

        var hinted = entries.ToLookup(entry => JobIdOf(entry), entry => entry.Id);
        // What others have written may be large: one at a time, until there is something of ours again.
        _readLimit = hinted.Contains(NoJob) ? 1 : Math.Min(2 * _readLimit, Hints.MaxRead);
        var (claimed, claimSentAt) = await ClaimAsync(
            [.. hinted.Select(group => group.Key).Where(id => id != NoJob)], stop);
        foreach (var job in claimed)
        {
            _ = RunAsync(job, claimSentAt, [.. hinted[job.Id]]);
        }

        var isClaimed = claimed.Select(job => job.Id).ToHashSet();
        var idle = hinted.Where(group => !isClaimed.Contains(group.Key)).SelectMany(ids => ids).ToArray();
        if (idle.Length > 0)
        {
            hints.Forget(kind, idle);
        }

        return claimed.Count;
    }

    private async Task<(List<ClaimedJob> Claimed, long SentAt)> ClaimAsync(long[] ids, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        await db.Database.OpenConnectionAsync(stop); // waiting for one would make every lease's clock late by as much
        try
        {
            var sentAt = Clock.GetTimestamp();
            return (await JobSql.ClaimAsync(db, ids, worker.Name, options.Value.Lease, stop), sentAt);
        }
        finally
        {
            // A pooled DbContext keeps its count of open calls: without this its next user never releases its connection.
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task RunAsync(ClaimedJob job, long claimSentAt, RedisValue[] entries)
    {
        try
        {
            await runner.RunAsync(job, claimSentAt);
            hints.Forget(kind, entries);
        }
        finally
        {
            _hands.Release();
        }
    }

    private static long JobIdOf(StreamEntry entry) =>
        entry[JobStreams.JobIdField].TryParse(out long id) && id > 0 ? id : NoJob;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "{Consumer} stopped; {Notifications} notifications it had read will be sent again")]
        public static partial void NotReturned(ILogger logger, Exception exception, string consumer, int notifications);
    }
}
