using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace PaymentGateway.AppHost.Start;

/// <summary>Whether Docker or Podman runs, as Aspire itself sees it: a client may be installed without an engine.</summary>
internal static class ContainerEngine
{
    private static readonly Lazy<bool> Running = new(Ask);

    public static bool IsRunning => Running.Value;

    private static bool Ask()
    {
        var dcp = Environment.GetEnvironmentVariable("DcpPublisher__CliPath") ?? typeof(ContainerEngine).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == "dcpclipath").Value!;
        using var process = Process.Start(new ProcessStartInfo(dcp, "info") { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var info = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        return info.RootElement.TryGetProperty("containers", out var containers)
            && containers.TryGetProperty("running", out var running) && running.GetBoolean();
    }
}
