using System.CommandLine;
using System.CommandLine.Parsing;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Scenarios;

const int ExitCodeViolation = 1;

var names = new Argument<string[]>("scenario")
{
    Description = "What to measure; all if none is named. "
        + string.Join("; ", BenchScenario.All.Select(scenario => $"{scenario.Name}: {scenario.Description}")),
    Arity = ArgumentArity.ZeroOrMore,
};
names.AcceptOnlyFromAmong([.. BenchScenario.All.Select(scenario => scenario.Name)]);
var runs = new Option<int>("--runs") { Description = "How often; the table has the median", DefaultValueFactory = _ => 1 };
var rows = new Option<int>("--rows") { Description = "Past payments in the scenario growth", DefaultValueFactory = _ => 500_000 };
runs.Validators.Add(RequirePositive);
rows.Validators.Add(RequirePositive);
var json = new Option<FileInfo?>("--json") { Description = "A file that gets the value of every run" };
var command = new RootCommand("Measures the release build on this machine, on servers of its own.") { names, runs, rows, json };
command.SetAction(MeasureAsync);
return await command.Parse(args).InvokeAsync();

static void RequirePositive(OptionResult option)
{
    if (option.GetValueOrDefault<int>() < 1)
    {
        option.AddError($"{option.Option.Name} must be at least 1");
    }
}

async Task<int> MeasureAsync(ParseResult arguments)
{
    var options = new BenchOptions(arguments.GetValue(runs), arguments.GetValue(rows));
    var chosen = arguments.GetValue(names) ?? [];
    var report = new Report(await Machine.DescribeAsync());
    foreach (var scenario in BenchScenario.All.Where(scenario => chosen.Length == 0 || chosen.Contains(scenario.Name)))
    {
        await Console.Error.WriteLineAsync($"{scenario.Name}: {scenario.Description}");
        await scenario.RunAsync(options, report);
        if (arguments.GetValue(json) is { } file)
        {
            await File.WriteAllTextAsync(file.FullName, report.ToJson()); // what was measured outlives a later failure
        }
    }

    Console.WriteLine(report.ToTable());

    foreach (var violation in report.Violations)
    {
        await Console.Error.WriteLineAsync(violation);
    }

    return report.Violations.Count == 0 ? 0 : ExitCodeViolation;
}
