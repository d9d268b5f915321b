using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Commands;

/// <summary><c>jobs …</c></summary>
internal static class JobCommands
{
    private const int MaxLimit = 1000;

    public static Command Create(CommandRunner runner) => new OperatorCommand(
        "jobs", "Shows and retries jobs that were given up.",
        "jobs dead", "jobs retry 1274", "jobs retry-all --kind webhook")
    {
        CreateDead(runner),
        CreateRetry(runner),
        CreateRetryAll(runner),
    };

    private static OperatorCommand CreateDead(CommandRunner runner)
    {
        var limit = new Option<int>("--limit")
        {
            HelpName = "rows",
            Description = $"How many to list at most: 1 to {MaxLimit}.",
            DefaultValueFactory = _ => 20,
            CustomParser = result => (int)ParseNumber(result, MaxLimit, $"is not a number from 1 to {MaxLimit}."),
        };
        var command = new OperatorCommand("dead", "Lists jobs that failed at their last attempt, the latest first.",
            "jobs dead --limit 100") { limit };
        runner.Set(command, (context, parsed) => ListDeadJobs.RunAsync(context, parsed.GetValue(limit)));
        return command;
    }

    private static OperatorCommand CreateRetry(CommandRunner runner)
    {
        var id = new Argument<long>("id")
        {
            Description = "The job's id, as jobs dead shows it.",
            CustomParser = result => ParseNumber(result, long.MaxValue, "is not the id of a job."),
        };
        var command = new OperatorCommand("retry",
            "Runs a dead job again. It is safe: nothing is charged or refunded twice.",
            "jobs retry 1274") { id };
        runner.Set(command, (context, parsed) => RetryJobs.RetryAsync(context, parsed.GetValue(id)));
        return command;
    }

    private static OperatorCommand CreateRetryAll(CommandRunner runner)
    {
        var kind = new Option<string>("--kind") { Description = "Only jobs of this kind." };
        kind.AcceptOnlyFromAmong(JobKinds.WireNames);
        var command = new OperatorCommand("retry-all", "Runs all dead jobs again, or those of one kind.",
            "jobs retry-all --kind webhook") { kind };
        runner.Set(command, (context, parsed) => RetryJobs.RetryAllAsync(
            context, parsed.GetValue(kind) is { } name ? JobKinds.FromWireName(name) : null));
        return command;
    }

    private static long ParseNumber(ArgumentResult argument, long max, string error)
    {
        var text = argument.Tokens[0].Value;
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= 1 && number <= max)
        {
            return number;
        }

        argument.AddError($"{PlainText.Of(text)} {error}");
        return 1;
    }
}
