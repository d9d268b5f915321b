using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Bench.Running;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Bench.Scenarios;

/// <summary>What everything that the AppHost starts uses while nobody pays.</summary>
internal static partial class Idle
{
    public const string Name = "idle";

    private static readonly string[] Services = ["api", "worker", "dashboard", "checkout"];
    private static readonly string[] Ports =
        ["API_PORT", "DASHBOARD_PORT", "CHECKOUT_PORT", "POSTGRES_PORT", "REDIS_PORT", "ASPIRE_PORT"];

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1); // until .NET has compiled what it will
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("payment-gateway-bench-");
        try
        {
            for (var run = 0; run < options.Runs; run++)
            {
                await MeasureAsync(folder.FullName, report);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, Report report)
    {
        var ready = new TaskCompletionSource();
        string? database = null;
        await using var appHost = HostProcess.StartService(
            "AppHost", ["--data", folder],
            LaunchProfile().SetItems(Ports.Select(name => KeyValuePair.Create<string, string?>(
                name, HostProcess.FreePort().ToString(CultureInfo.InvariantCulture)))),
            line =>
            {
                database ??= Database(line);
                _ = line.StartsWith("Ready after", StringComparison.Ordinal) && ready.TrySetResult();
            });
        if (await Task.WhenAny(ready.Task, appHost.Exited) != ready.Task)
        {
            throw new InvalidOperationException(appHost.Tail);
        }

        await Task.Delay(Settling, TimeProvider.System);
        var services = PidsOfServices(folder);
        var everything = ProcessTree.Of(appHost.Pid);
        var before = everything.ToDictionary(pid => pid, ProcessUsage.OwnCpuMs);
        var transactions = await TransactionsAsync(database!);
        await Task.Delay(Duration, TimeProvider.System);
        transactions = await TransactionsAsync(database!) - transactions - 1; // the first count itself
        var used = everything.ToDictionary(
            pid => pid, pid => 100 * (ProcessUsage.OwnCpuMs(pid) - before[pid]) / Duration.TotalMilliseconds);

        foreach (var (name, pid) in services)
        {
            report.Add(Name, name, used[pid], "% of a core");
            report.Add(Name, $"{name}, resident", ProcessUsage.Megabytes(pid), "MB");
        }

        report.Add(Name, "these four", services.Values.Sum(pid => used[pid]), "% of a core", "≤ 1.5");
        report.Add(Name, "these four, shared memory counted once", services.Values.Sum(ProcessUsage.ProportionalMegabytes), "MB", "≤ 400");
        report.Add(Name, "these four, resident", services.Values.Sum(ProcessUsage.Megabytes), "MB");
        report.Add(Name, "everything that the AppHost starts", used.Values.Sum(), "% of a core", "≤ 4");
        report.Add(Name, "transactions", transactions / Duration.TotalSeconds, "/s");
        await appHost.StopAsync(TimeSpan.FromSeconds(30));
    }

    // What dotnet run and ./run.sh set.
    private static ImmutableDictionary<string, string?> LaunchProfile()
    {
        var file = Path.Combine(SourceTree.Root, "PaymentGateway.AppHost", "Properties", "launchSettings.json");
        using var settings = JsonDocument.Parse(File.ReadAllText(file));
        return settings.RootElement.GetProperty("profiles").GetProperty("http").GetProperty("environmentVariables").EnumerateObject()
            .ToImmutableDictionary(variable => variable.Name, variable => variable.Value.GetString());
    }

    /// <returns>The connection string for the command that the AppHost prints; null: it is another line.</returns>
    private static string? Database(string line) => PsqlCommand().Match(line) is { Success: true, Groups: var parts }
        ? $"Host={parts["host"]};Port={parts["port"]};Username={parts["user"]};Password={parts["password"]};Database={parts["name"]};Pooling=false"
        : null;

    [GeneratedRegex(@"PGPASSWORD=(?<password>\S+) psql -h (?<host>\S+) -p (?<port>\d+) -U (?<user>\S+) (?<name>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PsqlCommand();

    /// <returns>How many the database has seen so far.</returns>
    private static async Task<long> TransactionsAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static Dictionary<string, int> PidsOfServices(string folder)
    {
        using var run = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        var pids = run.RootElement.GetProperty("resources").EnumerateArray().ToDictionary(
            resource => resource.GetProperty("name").GetString()!, resource => resource.GetProperty("pid").GetInt32());
        return Services.ToDictionary(name => name, name => pids[name]);
    }
}
