using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Wakes those who have work that no message has told them of. The only one that looks while nothing happens, with one
/// statement for all of them.
/// </summary>
internal sealed class WorkPoller(
    BatchConnections connections, WorkSignals signals, IOptions<QueueOptions> options, SchemaCheck schema, TimeProvider clock,
    ILogger<WorkPoller> logger) : Loop(schema, clock, logger)
{
    protected override string Name => "Work poller";

    protected override async Task<TimeSpan> TurnAsync(CancellationToken stop)
    {
        var queue = options.Value;
        var work = await connections.RunAsync(connection => WaitingWork.FindAsync(connection, queue.MinResendAfter));
        Raise(work.Jobs, signals.Jobs);
        Raise(work.Events, signals.Events);
        Raise(work.LeaseEndsIn <= queue.UnknownLeaseLeft, signals.Leases);
        Raise(work.DeadJobs, signals.DeadPaymentJobs);
        Raise(work.DeadJobs, signals.DeadDeliveryJobs);
        return work.LeaseEndsIn is { } left ? Shortest(queue.PollInterval, left - queue.UnknownLeaseLeft, left) : queue.PollInterval;
    }

    // Of those that are still to come.
    private static TimeSpan Shortest(params TimeSpan[] pauses) => pauses.Where(pause => pause > TimeSpan.Zero).Min();

    private static void Raise(bool isWaiting, Signal signal)
    {
        if (isWaiting)
        {
            signal.Raise();
        }
    }
}
