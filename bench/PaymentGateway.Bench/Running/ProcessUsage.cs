using System.Globalization;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Bench.Running;

/// <summary>What processes have used, as Linux counts below /proc.</summary>
internal static class ProcessUsage
{
    private const double TicksPerSecond = 100; // USER_HZ, on every architecture that .NET runs on
    private const int FirstCpuField = 11; // utime, stime, and those of ended children: cutime, cstime
    private const int CpuFields = 4;

    /// <summary>Milliseconds of processor time of a process and everything it has started.</summary>
    public static double CpuMs(int pid) => ProcessTree.Below(pid).Sum(OwnCpuMs);

    /// <summary>Resident now.</summary>
    public static double Megabytes(int pid) => Status(pid, "VmRSS:");

    /// <summary>Resident now, of shared pages only this process's share: those of several processes add up to what they take.</summary>
    public static double ProportionalMegabytes(int pid) => Read($"/proc/{pid}/smaps_rollup", "Pss:");

    /// <summary>The most that was ever resident.</summary>
    public static double MaxMegabytes(int pid) => Status(pid, "VmHWM:");

    /// <summary>Milliseconds of processor time of a process alone, with its children that have ended.</summary>
    public static double OwnCpuMs(int pid)
    {
        if (ProcessTree.StatusOf(pid) is not { } status)
        {
            return 0; // it has ended; its parent counts it now
        }

        var ticks = status.Skip(FirstCpuField).Take(CpuFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return ticks * 1000 / TicksPerSecond;
    }

    private static double Status(int pid, string name) => Read($"/proc/{pid}/status", name);

    private static double Read(string file, string name)
    {
        var line = File.ReadLines(file).Single(line => line.StartsWith(name, StringComparison.Ordinal));
        var kilobytes = line[name.Length..].Replace("kB", "", StringComparison.Ordinal);
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }
}
