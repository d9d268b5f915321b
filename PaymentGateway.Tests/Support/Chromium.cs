using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    // The one without windows comes first: a context costs it half of what it costs the others.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary><c>CHROMIUM</c> of the environment, else the first that is found; null when there is none.</summary>
    public static string? Path =>
        Environment.GetEnvironmentVariable("CHROMIUM") ?? Names.Select(HostProcess.Find).FirstOrDefault(path => path is not null);
}
