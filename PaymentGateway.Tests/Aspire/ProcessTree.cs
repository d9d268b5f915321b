using System.Globalization;

namespace PaymentGateway.Tests.Aspire;

/// <summary>The processes of this machine as Linux lists them below /proc.</summary>
internal static class ProcessTree
{
    private const int StateField = 0;
    private const int ParentField = 1;

    /// <summary>The process and all below it.</summary>
    public static IReadOnlyList<int> Of(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid != 0)
            .ToLookup(pid => StatusOf(pid) is { } status ? int.Parse(status[ParentField], CultureInfo.InvariantCulture) : 0);
        return Below(root);

        List<int> Below(int pid) => [pid, .. children[pid].SelectMany(Below)];
    }

    /// <summary>A zombie has ended, though its parent has not taken note of it.</summary>
    public static bool IsAlive(int pid) => StatusOf(pid) is { } status && status[StateField] != "Z";

    // The fields after the name, which may contain anything. Null for a process that does not exist.
    private static string[]? StatusOf(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
