using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PaymentGateway.AppHost.Running;

/// <summary>One process or container of a resource, as Aspire last reported it.</summary>
internal sealed record RunningProcess(ResourceEvent Last)
{
    public string Id => Last.ResourceId;
    public string Name => Last.Resource.Name;
    public string State => Last.Snapshot.State?.Text ?? "";
    public bool HasEnded => KnownResourceStates.TerminalStates.Contains(State);
    public int ExitCode => Last.Snapshot.ExitCode ?? 0;

    public bool IsReady => Name == "migrations"
        ? State == KnownResourceStates.Finished && ExitCode == 0
        : State == KnownResourceStates.Running && Last.Snapshot.HealthStatus == HealthStatus.Healthy;

    /// <summary>Null for a container, which has none on this machine.</summary>
    public int? Pid => Last.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int?;

    public ImmutableArray<UrlSnapshot> Urls => Last.Snapshot.Urls;

    public string? Url => Urls.FirstOrDefault(url => url.Url.StartsWith("http", StringComparison.Ordinal))?.Url;
}
