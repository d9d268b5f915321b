using System.Globalization;
using System.Runtime.InteropServices;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Bench.Reports;

/// <summary>Where and of what the figures were taken.</summary>
internal sealed record Machine(
    string Cpu, int Cores, int MemoryGb, string System, string Runtime, string Commit, string Date)
{
    public static async Task<Machine> DescribeAsync()
    {
        var (exitCode, output) = await HostProcess.RunAsync(
            new Launch("git", "-C", SourceTree.Root, "describe", "--always", "--dirty"), CancellationToken.None);
        var model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return new(
            model?.Split(": ")[1] ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            exitCode == 0 ? output.Trim() : "unknown",
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
    }

    public override string ToString() => $"{Cores} × {Cpu}, {MemoryGb} GB, {System}, {Runtime}, commit {Commit}, {Date}";
}
