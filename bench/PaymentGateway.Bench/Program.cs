using System.CommandLine;
using PaymentGateway.Bench;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Scenarios;

const int ExitCodeViolation = 1;

var names = new Argument<string[]>("scenario")
{
    Description = "What to measure; all if none is named. "
        + string.Join("; ", Scenario.All.Select(scenario => $"{scenario.Name}: {scenario.Description}")),
    Arity = ArgumentArity.ZeroOrMore,
};
names.AcceptOnlyFromAmong([.. Scenario.All.Select(scenario => scenario.Name)]);
var runs = new Option<int>("--runs") { Description = "How often; the table has the median", DefaultValueFactory = _ => 1 };
var rows = new Option<int>("--rows") { Description = "Past payments in the scenario growth", DefaultValueFactory = _ => 500_000 };
var json = new Option<FileInfo?>("--json") { Description = "A file that gets the value of every run" };
var command = new RootCommand("Measures the release build on this machine, on servers of its own.") { names, runs, rows, json };
command.SetAction(MeasureAsync);
return await command.Parse(args).InvokeAsync();

async Task<int> MeasureAsync(ParseResult arguments)
{
    var options = new BenchOptions(arguments.GetValue(runs), arguments.GetValue(rows));
    var chosen = arguments.GetValue(names) is { Length: > 0 } some ? some : [.. Scenario.All.Select(scenario => scenario.Name)];
    var report = new Report(await Machine.DescribeAsync());
    foreach (var scenario in Scenario.All.Where(scenario => chosen.Contains(scenario.Name)))
    {
        await Console.Error.WriteLineAsync($"{scenario.Name}: {scenario.Description}");
        await scenario.RunAsync(options, report);
    }

    Console.WriteLine(report.ToTable());
    if (arguments.GetValue(json) is { } file)
    {
        await File.WriteAllTextAsync(file.FullName, report.ToJson());
    }

    foreach (var violation in report.Violations)
    {
        await Console.Error.WriteLineAsync(violation);
    }

    return report.Violations.Count == 0 ? 0 : ExitCodeViolation;
}
