using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Reads one kind's stream for as many jobs as it has free hands, claims them in one statement and runs each on its own.
/// What cannot be claimed was hinted twice, too early, or by a stranger: it is taken off the stream and nothing happens.
/// </summary>
internal sealed class JobConsumer(
    JobKind kind, int concurrency, IServiceScopeFactory scopes, Hints hints, JobRunner runner, WorkerIdentity worker,
    IOptions<QueueOptions> options, SchemaCheck schema, TimeProvider clock, ILogger<JobConsumer> logger)
    : Loop(schema, clock, logger)
{
    private readonly SemaphoreSlim _hands = new(concurrency, concurrency);

    protected override string Name => $"Consumer of {JobKinds.WireName(kind)} jobs";

    public JobKind Kind => kind;

    public int InFlight => concurrency - _hands.CurrentCount;

    /// <summary>Stops reading, then waits for what is running.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
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
            var entries = await hints.ReadAsync(kind, free);
            started = await StartAsync(entries, stop);
            return entries.Length > 0 ? TimeSpan.Zero : options.Value.IdleDelay;
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

    private int TakeFreeHands()
    {
        var taken = 0;
        while (_hands.Wait(0))
        {
            taken++;
        }

        return taken;
    }

    private async Task<int> StartAsync(StreamEntry[] entries, CancellationToken stop)
    {
        if (entries.Length == 0)
        {
            return 0;
        }

        var hinted = entries.ToLookup(entry => JobIdOf(entry), entry => entry.Id);
        var claimed = await ClaimAsync([.. hinted.Select(group => group.Key).Where(id => id > 0)], stop);
        foreach (var job in claimed)
        {
            _ = RunAsync(job, [.. hinted[job.Id]]);
        }

        var isClaimed = claimed.Select(job => job.Id).ToHashSet();
        var idle = hinted.Where(group => !isClaimed.Contains(group.Key)).SelectMany(ids => ids).ToArray();
        if (idle.Length > 0)
        {
            hints.Forget(kind, idle);
        }

        return claimed.Count;
    }

    private async Task<List<ClaimedJob>> ClaimAsync(long[] ids, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        return await JobSql.ClaimAsync(db, ids, worker.Name, options.Value.Lease, stop);
    }

    private async Task RunAsync(ClaimedJob job, RedisValue[] entries)
    {
        try
        {
            await runner.RunAsync(job);
            hints.Forget(kind, entries);
        }
        finally
        {
            _hands.Release();
        }
    }

    private static long JobIdOf(StreamEntry entry) =>
        entry[JobStreams.JobIdField].TryParse(out long id) ? id : 0;
}
