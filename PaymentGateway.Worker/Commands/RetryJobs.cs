using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Commands;

/// <summary>Dead jobs are made due, and whichever worker is free runs them.</summary>
internal static class RetryJobs
{
    public static async Task<int> RetryAsync(CommandContext context, long id)
    {
        if (await DeadJobSql.RetryAsync(context.Db, id, context.CancellationToken) is { } job)
        {
            await context.Output.WriteLineAsync($"Job {id} ({job.Kind} {PlainText.Of(job.Ref)}) will run again.");
            return await WarnWithoutWorkerAsync(context);
        }

        var states = await context.Db.Jobs.Where(j => j.Id == id).Select(j => j.State)
            .ToListAsync(context.CancellationToken);
        return await context.RefuseAsync(states is [var state]
            ? $"Job {id} is not dead but {JobStates.WireName(state)}. jobs dead lists the dead ones."
            : $"There is no job {id}. jobs dead lists the dead ones.");
    }

    public static async Task<int> RetryAllAsync(CommandContext context, JobKind? kind)
    {
        var jobs = await DeadJobSql.RetryAllAsync(context.Db, kind, context.CancellationToken);
        if (jobs.Count == 0)
        {
            return await context.DoneAsync(kind is { } only
                ? $"There are no dead {JobKinds.WireName(only)} jobs."
                : "There are no dead jobs.");
        }

        var kinds = jobs.CountBy(job => job.Kind).OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => $"{count.Value} {count.Key}");
        await context.Output.WriteLineAsync(
            $"{jobs.Count} dead {(jobs.Count == 1 ? "job" : "jobs")} will run again: {string.Join(", ", kinds)}.");
        return await WarnWithoutWorkerAsync(context);
    }

    private static async Task<int> WarnWithoutWorkerAsync(CommandContext context)
    {
        if (!await HeartbeatSql.IsAnyAliveAsync(context.Db, context.CancellationToken))
        {
            await context.Errors.WriteLineAsync("No worker is running. Start one, or nothing happens.");
        }

        return ExitCodes.Done;
    }
}
