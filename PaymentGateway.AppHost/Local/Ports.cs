using System.Globalization;
using System.Net.NetworkInformation;

namespace PaymentGateway.AppHost.Local;

internal static class Ports
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>People type these and paste them: another one only when they say so.</summary>
    public static int Public(string name, int usual)
    {
        var variable = Variable(name);
        var port = Chosen(variable) ?? usual;
        return IsFree(port) ? port : throw new StartRefusedException(
            $"Port {port}, where {name} belongs, is taken by {Holder(port)}. End it, or choose another: {variable}={port + 100} ./run.sh");
    }

    public static int Server(string name, int usual) =>
        Chosen(Variable(name)) is { } chosen ? Public(name, chosen) : IsFree(usual) ? usual : HostProcess.FreePort();

    private static string Variable(string name) => $"{name.ToUpperInvariant()}_PORT";

    private static int? Chosen(string variable) => Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text
        ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new StartRefusedException($"{variable} is not a port: {text}", exitCode: 2);

    private static bool IsFree(int port) =>
        !IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);

    // The kernel's tables know a listening socket by number, and each process's open files by the same number.
    private static string Holder(int port)
    {
        var suffix = $":{port:X4}";
        var sockets = Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, var local, _, "0A", ..] && local.EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]").ToHashSet();
        var holder = Directory.Exists("/proc")
            ? Directory.EnumerateDirectories("/proc").FirstOrDefault(process => Files(process).Any(sockets.Contains))
            : null;
        return holder is null
            ? "a process of another user"
            : $"{File.ReadAllText($"{holder}/comm").Trim()} (pid {Path.GetFileName(holder)})";

        static List<string> Files(string process)
        {
            try
            {
                return [.. Directory.GetFiles($"{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")];
            }
            catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
            {
                return []; // not a process, gone by now, or somebody else's
            }
        }
    }
}
