using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// The only road from the database to the streams: takes due jobs nobody holds and hints at them. A hint that could not be
/// sent rolls back; a hint whose commit was lost is sent twice and claimed once. Streams are kept short, so that the
/// table says what comes first and little is lost with Redis.
/// </summary>
internal sealed class JobDispatcher(
    IServiceScopeFactory scopes, Hints hints, Signal signal, IOptions<QueueOptions> options,
    SchemaCheck schema, TimeProvider clock, ILogger<JobDispatcher> logger) : Loop(schema, clock, logger)
{
    private readonly JobKindIsolation _kinds = new("Dispatcher", clock, logger);

    protected override string Name => "Dispatcher";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var (sent, isFull) = (0, false);
        var (due, nextIn) = await JobSql.FindDueAsync(db, JobKinds.All.Min(kind => ResendAfter(kind)), stop);
        await _kinds.ForEachAsync(due, async kind =>
        {
            var count = await DispatchAsync(db, kind, stop);
            sent += count;
            isFull |= count >= options.Value.BatchSize;
        }, stop);

        // Work comes in bursts: soon after some there is more.
        return isFull ? TimeSpan.Zero
            : sent > 0 ? options.Value.BusyDispatchDelay
            : nextIn < options.Value.IdleDispatchDelay ? nextIn.Value : options.Value.IdleDispatchDelay;
    }

    // Every change and every finished job raises the signal. A breath between two looks makes them one batch instead of a look each.
    protected override async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        await signal.WaitAsync(pause, stop);
        await Task.Delay(options.Value.DispatchGap, Clock, stop);
    }

    private Task<int> DispatchAsync(GatewayDb db, JobKind kind, CancellationToken stop) =>
        db.InTransactionAsync(
            async cancel =>
            {
                var due = await TakeDueAsync(db, kind, cancel);
                if (due.Count > 0)
                {
                    await hints.SendAsync(kind, due);
                }

                return due.Count;
            },
            verify: _ => Task.FromResult(true), // hinting twice is harmless, and a lost commit is hinted again
            stop);

    private async Task<List<long>> TakeDueAsync(GatewayDb db, JobKind kind, CancellationToken stop)
    {
        var (again, limit) = (ResendAfter(kind), options.Value.BatchSize);
        if (kind != JobKind.Webhook)
        {
            return await JobSql.TakeDueAsync(db, kind, again, limit, stop);
        }

        return await JobSql.TryLockLanesAsync(db, stop) ? await JobSql.TakeDueInLanesAsync(db, again, limit, stop) : [];
    }

    /// <summary>
    /// Whoever reads a notification claims its job at once. So when all had been read some time ago, and nobody has
    /// claimed a job that was sent before, its notification is lost: with its reader, or with what Redis held.
    /// </summary>
    private TimeSpan ResendAfter(JobKind kind)
    {
        var lost = hints.SinceAllRead(kind) + options.Value.ClaimGrace;
        return lost < options.Value.RedispatchAfter ? lost.Value : options.Value.RedispatchAfter;
    }
}
