using System.Diagnostics.Metrics;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Telemetry;

namespace PaymentGateway.Worker.Queue;

/// <summary>How the queue is doing, from what this worker does and from what it sees in the table.</summary>
internal static class QueueMetrics
{
    private static readonly Meter Meter = new("PaymentGateway.Queue");

    private static readonly Histogram<double> Lag = Meter.CreateDuration(
        "payment_gateway.queue.lag", "From a job's due time to its claim by a worker.");

    private static readonly Histogram<double> Duration = Meter.CreateDuration(
        "payment_gateway.job.duration", "Runs of jobs, by outcome.");

    private static readonly Gauge<long> Jobs = Meter.CreateGauge<long>(
        "payment_gateway.queue.jobs", "{job}", "Jobs that are not finished.");

    private static readonly Gauge<double> OldestDueAge = Meter.CreateGauge<double>(
        "payment_gateway.queue.oldest_due_age", "s", "Time the oldest due job has waited; 0 if none is due.");

    private static readonly Counter<long> LoopFailures = Meter.CreateCounter<long>(
        "payment_gateway.worker.loop.failures", "{failure}", "Failed iterations of the worker's loops, by loop.");

    public static void Claimed(ClaimedJob job)
    {
        if (!Job.IsAskedFor(job.RunAt))
        {
            Lag.Record(Math.Max(0, (job.ClaimedAt - job.RunAt).TotalSeconds), Kind(job.Kind));
        }
    }

    public static void Ran(ClaimedJob job, string outcome, TimeSpan duration) =>
        Duration.Record(duration.TotalSeconds, Kind(job.Kind), new("job.outcome", outcome));

    /// <summary>Every worker says the same of the one table: take the greatest, not the sum.</summary>
    public static void Seen(QueueDepth depth)
    {
        Jobs.Record(depth.Due, Kind(depth.Kind), new("job.state", "due"));
        Jobs.Record(depth.Scheduled, Kind(depth.Kind), new("job.state", "scheduled"));
        Jobs.Record(depth.Running, Kind(depth.Kind), new("job.state", "running"));
        OldestDueAge.Record(depth.OldestDueSeconds, Kind(depth.Kind));
    }

    /// <summary>A turn of a loop that ended in an exception.</summary>
    public static void LoopFailed(string loop) =>
        LoopFailures.Add(1, new KeyValuePair<string, object?>("worker.loop", loop));

    private static KeyValuePair<string, object?> Kind(string kind) => new("job.kind", kind);
}
