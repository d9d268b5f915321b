using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.ServiceDefaults.Outages;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Worker.Queue;

/// <summary>Runs one claimed job in a trace of its own, and saves how it failed.</summary>
internal sealed partial class JobRunner(
    IServiceProvider services, BatchQueue<Job, SavedJob> ends, WorkSignals signals, IOptions<QueueOptions> options,
    StackTraceLimit stackTraces, TimeProvider clock, ILogger<JobRunner> logger) : IDisposable
{
    public static readonly ActivitySource Activities = new("PaymentGateway.Worker");

    private readonly CancellationTokenSource _abandon = new();
    private readonly ConcurrentDictionary<long, long> _fences = new();

    /// <summary>The ids of the jobs that run now.</summary>
    public long[] Running => [.. _fences.Keys];

    /// <summary>Ends what is still running when the time to drain is over.</summary>
    public void Abandon() => _abandon.Cancel();

    public void Dispose() => _abandon.Dispose();

    /// <param name="claimSentAt">The monotonic clock before the claim was sent, the same for its whole batch.</param>
    public async Task RunAsync(ClaimedJob job, long claimSentAt)
    {
        var name = JobKinds.SpanName(JobKinds.FromWireName(job.Kind));
        using var activity = Activities.StartActivity(name, ActivityKind.Consumer, job.Traceparent);
        activity?.SetTag("job.id", job.Id).SetTag("job.ref", job.Ref).SetTag("job.attempt", job.Attempt);
        // The lease ends at the server; a handler that outlives it could only do work that is thrown away.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_abandon.Token);
        limit.CancelAfter(Remaining(claimSentAt));
        var lease = new JobLease(job, claimSentAt, ends, clock);
        var started = clock.GetTimestamp();
        QueueMetrics.Claimed(job);
        _fences[job.Id] = job.Fence;
        try
        {
            await HandleAsync(job, lease, limit.Token);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return; // given back by whoever stops the worker
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            await SaveFailureAsync(job, lease, exception);
        }
        finally
        {
            // Not that of a later claim: its lease ran out here, and it was claimed again.
            _fences.TryRemove(KeyValuePair.Create(job.Id, job.Fence));
            activity?.SetTag("job.outcome", lease.Outcome);
            QueueMetrics.Ran(job, lease.Outcome, clock.GetElapsedTime(started));
            signals.Jobs.Raise();
        }
    }

    private async Task HandleAsync(ClaimedJob job, JobLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredKeyedService<IJobHandler>(job.Kind).HandleAsync(lease, cancellationToken);
        }
        catch (Exception exception) when (lease.IsSaved)
        {
            // Committed: there is nothing to take back.
            Log.FailedAfterwards(logger, exception, job.Id, job.Kind, job.Ref);
        }
    }

    private TimeSpan Remaining(long claimSentAt)
    {
        var remaining = options.Value.LeaseTime - clock.GetElapsedTime(claimSentAt);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private async Task SaveFailureAsync(ClaimedJob job, JobLease lease, Exception failure)
    {
        try
        {
            if (failure is LeaseLostException)
            {
                throw failure;
            }

            var state = await lease.FailAsync($"{failure.GetType().Name}: {failure.Message}", failure is BankUnavailableException);
            Log.JobFailed(logger, TraceOf(failure), job.Id, job.Kind, job.Ref, job.Attempt, JobStates.WireName(state),
                ReasonOf(failure));
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(logger, job.Id, job.Kind, job.Ref);
        }
        catch (Exception exception)
        {
            // The lease runs out, and it is tried again.
            Log.FailureNotWritten(
                logger, TraceOf(exception), job.Id, job.Kind, job.Ref, ReasonOf(failure), ReasonOf(exception));
        }
    }

    private Exception? TraceOf(Exception exception) =>
        exception is BankUnavailableException || exception.IsOutage() ? stackTraces.Take(exception) : exception;

    private static string ReasonOf(Exception exception)
    {
        var cause = exception.GetBaseException();
        return $"{cause.GetType().Name}: {cause.Message}";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {JobId} ({Kind} {Ref}) failed at attempt {Attempt}; new state {State}: {Reason}")]
        public static partial void JobFailed(ILogger logger, Exception? exception, long jobId, string kind, string @ref,
            int attempt, string state, string reason);

        [LoggerMessage(LogLevel.Error, "Job {JobId} ({Kind} {Ref}) was committed, but its follow-up failed")]
        public static partial void FailedAfterwards(
            ILogger logger, Exception exception, long jobId, string kind, string @ref);

        [LoggerMessage(LogLevel.Information, "Job {JobId} ({Kind} {Ref}) was reclaimed by another worker")]
        public static partial void LeaseLost(ILogger logger, long jobId, string kind, string @ref);

        [LoggerMessage(LogLevel.Error,
            "Job {JobId} ({Kind} {Ref}) failed ({Reason}), and the failure could not be saved: {SaveError}")]
        public static partial void FailureNotWritten(ILogger logger, Exception? exception, long jobId, string kind,
            string @ref, string reason, string saveError);
    }
}
