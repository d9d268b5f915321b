using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PaymentGateway.Core.Persistence;

/// <summary>Whether the database has exactly the tables this build knows. Asked until it is so, then remembered.</summary>
public sealed class SchemaCheck(IServiceScopeFactory scopes) : IHealthCheck
{
    private volatile bool _isCurrent;

    /// <summary>Who serves nothing is not ready.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await FindFaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();

    /// <summary>A sentence for whoever has to mend it; null: all is well.</summary>
    public async Task<string?> FindFaultAsync(CancellationToken cancel)
    {
        if (_isCurrent)
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        _isCurrent = known.SetEquals(applied);
        return (_isCurrent, known.IsProperSubsetOf(applied)) switch
        {
            (true, _) => null,
            (_, true) => "The database was migrated by a newer version. Start that version.",
            _ => "The database is not migrated. Run: dotnet run --project PaymentGateway.Worker -- migrate",
        };
    }
}
