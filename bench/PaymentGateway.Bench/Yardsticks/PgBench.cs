using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Bench.Yardsticks;

/// <summary>
/// The yardsticks: what the database can do with a payment when a C program asks it. Scripts are the .sql files here.
/// </summary>
internal static partial class PgBench
{
    public const string PlainSchema = "plain-schema";
    public const string PlainStatements = "plain-statements";
    public const string PlainOneStatement = "plain-one-statement";
    public const string RealStatements = "real-statements";
    public const string RealOneStatement = "real-one-statement";
    public const string Read = "read";

    /// <summary>How many orders <c>order_{prefix}_{n}</c>, from 0, a run of a second uses at most.</summary>
    public const int MaxOrdersPerSecond = 12_000;

    public static string Text(string script) =>
        File.ReadAllText(Path.Combine(SourceTree.Root, "bench", "PaymentGateway.Bench", "Yardsticks", $"{script}.sql"));

    /// <returns>Transactions that were committed, and the seconds they took.</returns>
    /// <param name="prefix">Of the orders that it pays; each is paid once.</param>
    /// <param name="limit">"--time=8" seconds, or "--transactions=1" for each connection.</param>
    public static async Task<PgBenchResult> RunAsync(
        string pgbench, string connectionString, string script, string prefix, int connections, string limit)
    {
        var folder = Directory.CreateTempSubdirectory("payment-gateway-pgbench-");
        try
        {
            var server = new NpgsqlConnectionStringBuilder(connectionString);
            var file = Path.Combine(folder.FullName, "script.sql");
            await File.WriteAllTextAsync(file, Text(script));
            var (exitCode, output) = await HostProcess.RunAsync(
                new Launch(
                    pgbench, "--no-vacuum", "--protocol=prepared",
                    $"--client={connections}", $"--jobs={Math.Min(2, connections)}", limit, $"--file={file}",
                    "--define=n=-1", $"--define=clients={connections}", $"--define=prefix={prefix}",
                    "--log", $"--log-prefix={folder.FullName}/log",
                    $"--host={server.Host}", $"--port={server.Port}", $"--username={server.Username}", server.Database!)
                {
                    Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = server.Password },
                },
                CancellationToken.None);
            if (exitCode != 0 || Rate().Match(output) is not { Success: true } rate)
            {
                throw new InvalidOperationException(output);
            }

            return PgBenchResult.Read(folder, double.Parse(rate.Groups["tps"].Value, CultureInfo.InvariantCulture));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+) \(without", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
