using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// The only way from the database to the streams: marks due jobs that nobody holds and adds their ids. A job whose
/// notification is lost, in Redis or before it was sent, is notified again. Streams are kept short, so that the table
/// says what comes first and little is lost with Redis.
/// </summary>
internal sealed class JobDispatcher(
    BatchConnections connections, JobClaims claims, JobNotifications notifications, WorkSignals signals,
    IOptions<QueueOptions> options, SchemaCheck schema, TimeProvider clock, ILogger<JobDispatcher> logger)
    : Loop(schema, clock, logger, signals.Jobs)
{
    private readonly JobKindIsolation _kinds = new("Dispatcher", clock, logger);

    private long _lookedAt;

    protected override string Name => "Dispatcher";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        notifications.ExpectConnection(); // before jobs are marked that could not be sent
        _lookedAt = Clock.GetTimestamp();
        var isFull = false;
        var resendAfter = JobKinds.All.Min(ResendAfter);
        var (due, nextIn) = await connections.RunAsync(connection => DispatchSql.FindDueAsync(connection, resendAfter));
        await _kinds.ForEachAsync(
            due, async kind => isFull |= await DispatchAsync(kind, stop) >= options.Value.BatchSize, stop);
        return isFull ? TimeSpan.Zero
            : nextIn < UntilWoken ? nextIn.Value : UntilWoken;
    }

    // Every change and every finished job raises the signal. The gap makes those of one moment one batch; the first of
    // them does not wait.
    protected override async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        await base.PauseAsync(pause, stop);
        var gap = options.Value.DispatchGap - Clock.GetElapsedTime(_lookedAt);
        if (gap > TimeSpan.Zero)
        {
            await Task.Delay(gap, Clock, stop);
        }
    }

    private async Task<int> DispatchAsync(JobKind kind, CancellationToken stop)
    {
        var (resendAfter, limit) = (ResendAfter(kind), options.Value.BatchSize);
        var due = await connections.RunAsync(connection => kind == JobKind.Webhook
            ? DispatchSql.TakeDueDeliveriesAsync(connection, resendAfter, limit, options.Value.MaxWebhooksOfMerchant)
            : DispatchSql.TakeDueAsync(connection, kind, resendAfter, limit));
        if (due.Count > 0)
        {
            await SendAsync(kind, due, stop);
        }

        return due.Count;
    }

    // Sent after the commit: nothing is held while Redis responds, and a claim finds no row locked.
    private async Task SendAsync(JobKind kind, List<long> due, CancellationToken stop)
    {
        try
        {
            await notifications.SendAsync(kind, due);
        }
        catch
        {
            await claims.ReturnAsync([.. due], stop); // if that fails too, they are notified again in time
            throw;
        }
    }

    /// <summary>
    /// Whoever reads a notification claims its job at once. So when all had been read some time ago, and nobody has
    /// claimed a job that was sent before, its notification is lost: with its reader, or with what Redis held.
    /// </summary>
    private TimeSpan ResendAfter(JobKind kind)
    {
        var lost = notifications.SinceAllRead(kind) + options.Value.ClaimGrace;
        return lost < options.Value.RedispatchAfter ? lost.Value : options.Value.RedispatchAfter;
    }
}
