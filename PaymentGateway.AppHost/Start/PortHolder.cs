namespace PaymentGateway.AppHost.Start;

/// <summary>Which process listens on a port. Linux only: elsewhere the answer is "another process".</summary>
internal static class PortHolder
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    // The kernel's tables name a listening socket by its inode, and each process's open files by the same inode.
    public static string Of(int port)
    {
        var suffix = $":{port:X4}";
        var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, var local, _, Listening, ..] && local.EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]").ToHashSet();
        var holder = sockets.Count == 0
            ? null
            : Directory.EnumerateDirectories("/proc").FirstOrDefault(process => OpenFiles(process).Any(sockets.Contains));
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
