namespace PaymentGateway.AppHost.Start;

internal static class PortHolder
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Name and pid of the process that listens on a port; "another process" when unknown.</summary>
    public static string Of(int port)
    {
        // The kernel's tables name a listening socket (state 0A) by its inode, as each process's open files do.
        var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, var address, _, "0A", ..]
                && address.EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]").ToHashSet();
        var holder = sockets.Count == 0
            ? null
            : Directory.EnumerateDirectories("/proc").FirstOrDefault(folder => OpenFiles(folder).Any(sockets.Contains));
        return holder is null
            ? "another process"
            : $"{File.ReadAllText($"{holder}/comm").Trim()} (pid {Path.GetFileName(holder)})";
    }

    private static List<string> OpenFiles(string process)
    {
        try
        {
            return [.. Directory.GetFiles($"{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // not a process, or one that has ended or belongs to another user
        }
    }
}
