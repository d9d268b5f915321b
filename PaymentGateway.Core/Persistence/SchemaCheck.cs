using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Whether this build can work with the database's schema: every migration that it knows is applied, and none that it does
/// not know is incompatible. Checked until it is so, then every 30 s: an operator may migrate under a running process.
/// </summary>
public sealed class SchemaCheck(IServiceScopeFactory scopes, TimeProvider clock) : IHealthCheck
{
    /// <summary>How long a schema that fitted is taken to fit.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);

    // Timestamp of the last check that began while the schema was known to fit; 0: it is not known to fit.
    private long _checkedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await FindErrorAsync(cancellationToken) is { } error ? HealthCheckResult.Unhealthy(error) : HealthCheckResult.Healthy();

    /// <returns>Why this build must not use the database, as a sentence for an operator; null: it may.</returns>
    public async Task<string?> FindErrorAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetTimestamp();
        var checkedAt = Interlocked.Read(ref _checkedAt);
        // One caller checks again; the others need not wait for it.
        if (checkedAt != 0 && (clock.GetElapsedTime(checkedAt, now) < CheckInterval
            || Interlocked.CompareExchange(ref _checkedAt, now, checkedAt) != checkedAt))
        {
            return null;
        }

        try
        {
            var error = await CheckAsync(cancellationToken);
            Interlocked.Exchange(ref _checkedAt, error is null ? now : 0);
            return error;
        }
        catch (Exception exception) when (checkedAt != 0 && exception.IsOutage())
        {
            return null; // an outage changes no schema
        }
    }

    private async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var schema = await SchemaVersion.ReadAsync(scope.ServiceProvider.GetRequiredService<GatewayDb>(), cancellationToken);
        return schema switch
        {
            { Missing: [_, ..] } => "The database is not migrated. Run: dotnet run --project PaymentGateway.Worker -- migrate",
            { Incompatible: [_, ..] } =>
                $"A newer version migrated the database ({string.Join(", ", schema.Incompatible.Select(NameOf))}), and this version "
                + "cannot use it. Start the newer version.",
            _ => null,
        };
    }

    // Without the timestamp: logs mask it where its 14 digits can be a card number.
    private static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
