using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace PaymentGateway.AppHost.Start;

internal static class ContainerEngine
{
    /// <summary>Whether Docker or Podman runs, as Aspire's DCP sees it: a client may be installed without an engine.</summary>
    public static bool IsRunning()
    {
        var dcp = typeof(ContainerEngine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(item => item.Key == "dcpclipath").Value!;
        var command = new ProcessStartInfo(dcp, "info") { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(command)!;
        using var info = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        return info.RootElement.TryGetProperty("containers", out var containers)
            && containers.TryGetProperty("running", out var running) && running.GetBoolean();
    }
}
