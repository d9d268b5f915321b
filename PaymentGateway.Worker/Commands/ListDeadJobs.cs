using System.Globalization;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Commands;

internal static class ListDeadJobs
{
    private const int MaxErrorLength = 100;

    private static readonly string[] Header = ["ID", "KIND", "REF", "ATTEMPTS", "DIED (UTC)", "LAST ERROR"];

    public static async Task<int> RunAsync(CommandContext context, int limit)
    {
        var jobs = await DeadJobSql.ListAsync(context.Db, limit, context.CancellationToken);
        if (jobs.Count == 0)
        {
            return await context.DoneAsync("There are no dead jobs.");
        }

        await context.Output.WriteLineAsync(TextTable.Of(Header, jobs.Select(RowOf)));
        var total = await DeadJobSql.CountAsync(context.Db, context.CancellationToken);
        if (total > jobs.Count)
        {
            await context.Errors.WriteLineAsync($"The latest {jobs.Count} of {total} dead jobs. --limit shows more.");
        }

        return ExitCodes.Done;
    }

    private static string[] RowOf(DeadJob job) =>
    [
        job.Id.ToString(CultureInfo.InvariantCulture), job.Kind, PlainText.Of(job.Ref),
        job.Attempt.ToString(CultureInfo.InvariantCulture), PlainText.Of(job.FinishedAt),
        PlainText.Of(job.LastError, MaxErrorLength),
    ];
}
