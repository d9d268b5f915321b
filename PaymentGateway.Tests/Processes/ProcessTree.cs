using System.Globalization;

namespace PaymentGateway.Tests.Processes;

/// <summary>The processes of this machine as Linux lists them below /proc.</summary>
internal static class ProcessTree
{
    private const int StateField = 0;
    private const int ParentField = 1;

    /// <summary>An AppHost and everything it has started.</summary>
    public static IReadOnlyList<int> Of(int appHost)
    {
        var all = All();
        var children = all.ToLookup(ParentOf);
        return [.. Below(appHost, children), .. all.Where(pid => IsDcpOf(appHost, pid)).SelectMany(pid => Below(pid, children))];
    }

    /// <summary>A process and everything it has started.</summary>
    public static IReadOnlyList<int> Below(int pid) => Below(pid, All().ToLookup(ParentOf));

    /// <summary>A zombie has ended, though its parent has not taken note of it.</summary>
    public static bool IsAlive(int pid) => StatusOf(pid) is { } status && status[StateField] != "Z";

    /// <summary>The fields of /proc/pid/stat after the name, which may contain anything. Null for a process that does not exist.</summary>
    public static string[]? StatusOf(int pid) =>
        Read($"/proc/{pid}/stat") is { } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static List<int> All() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)),
    ];

    private static List<int> Below(int pid, ILookup<int, int> children) =>
        [pid, .. children[pid].SelectMany(child => Below(child, children))];

    // Aspire's DCP is no child of the AppHost: it detaches itself, and ends after the process it monitors.
    private static bool IsDcpOf(int appHost, int pid) => Read($"/proc/{pid}/cmdline") is { } command
        && command.Contains($"\0start-apiserver\0--monitor\0{appHost}\0", StringComparison.Ordinal);

    private static int ParentOf(int pid) =>
        StatusOf(pid) is { } status ? int.Parse(status[ParentField], CultureInfo.InvariantCulture) : 0;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
