using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace PaymentGateway.AppHost.Start;

internal static class ContainerEngine
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Whether Docker or Podman runs, as Aspire's DCP sees it: a client may be installed without an engine.</summary>
    public static bool IsRunning()
    {
        var dcp = Environment.GetEnvironmentVariable("DcpPublisher__CliPath") ?? typeof(ContainerEngine).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == "dcpclipath").Value!;
        var command = new ProcessStartInfo(dcp, "info") { RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(command)!;
            var output = process.StandardOutput.ReadToEndAsync().WaitAsync(Timeout, TimeProvider.System);
            using var info = JsonDocument.Parse(output.GetAwaiter().GetResult());
            return info.RootElement.TryGetProperty("containers", out var containers)
                && containers.TryGetProperty("running", out var running) && running.GetBoolean();
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException or JsonException)
        {
            return false;
        }
    }
}
