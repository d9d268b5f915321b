using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PaymentGateway.AppHost.Running;

/// <summary>A process or container of a resource, as Aspire last reported it.</summary>
internal sealed record RunningProcess(ResourceEvent Last)
{
    private const int WrongSetting = 78; // EX_CONFIG, as the services exit

    public string Id => Last.ResourceId;
    public string Name => Last.Resource.Name;
    public string State => Last.Snapshot.State?.Text ?? "";
    public bool HasEnded => KnownResourceStates.TerminalStates.Contains(State);
    public int ExitCode => Last.Snapshot.ExitCode ?? 0;

    public bool IsReady => Name == "migrations"
        ? HasEnded && ExitCode == 0
        : State == KnownResourceStates.Running && Last.Snapshot.HealthStatus == HealthStatus.Healthy;

    public bool CannotStart => State == KnownResourceStates.FailedToStart || State == KnownResourceStates.ValueMissing
        || (HasEnded && (ExitCode == WrongSetting || (Name == "migrations" && ExitCode != 0)));

    /// <summary>Null for a container.</summary>
    public int? Pid =>
        Last.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int?;

    /// <summary>The Aspire dashboard's has the token that logs in.</summary>
    public string? Url => Last.Snapshot.Urls.Select(url => url.Url)
        .Where(url => url.StartsWith("http", StringComparison.Ordinal))
        .OrderByDescending(url => url.Contains("/login", StringComparison.Ordinal)).FirstOrDefault();
}
