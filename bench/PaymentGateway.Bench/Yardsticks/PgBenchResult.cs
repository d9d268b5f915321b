using System.Globalization;

namespace PaymentGateway.Bench.Yardsticks;

internal sealed record PgBenchResult(int Transactions, double PerSecond, double P50Ms)
{
    private const int MicrosecondsField = 2;

    /// <param name="folder">With the logs of pgbench: a line for each transaction.</param>
    public static PgBenchResult Read(DirectoryInfo folder, double perSecond)
    {
        List<double> milliseconds =
        [
            .. folder.EnumerateFiles("log.*").SelectMany(log => File.ReadLines(log.FullName))
                .Select(line => double.Parse(line.Split(' ')[MicrosecondsField], CultureInfo.InvariantCulture) / 1000)
                .Order(),
        ];
        return new(milliseconds.Count, perSecond, milliseconds[milliseconds.Count / 2]);
    }
}
