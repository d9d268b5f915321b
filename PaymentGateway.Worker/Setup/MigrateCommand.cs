using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Worker.Setup;

/// <summary><c>migrate</c>: brings the tables up to date, makes the first key and the sandbox's merchant, and ends.</summary>
internal static class MigrateCommand
{
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromMinutes(10);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            await MigrateAsync(services, cancel);
            return 0;
        }
        catch (UnknownMigrationsException refusal)
        {
            await errors.WriteLineAsync(refusal.Message);
            return 1;
        }
        catch (Exception exception) when (exception.DescribeDatabaseError() is { } error)
        {
            await errors.WriteLineAsync($"Database error: {error}");
            return 1;
        }
    }

    private static async Task MigrateAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        db.Database.SetCommandTimeout(MigrationTimeout);
        await db.Database.OpenConnectionAsync(cancel);
        // The limits of a request's statements are not those of an index over millions of rows.
        await db.Database.ExecuteSqlAsync($"SET statement_timeout = 0; SET lock_timeout = 0", cancel);
        await using (await MigrationLock.AcquireAsync(db, services.GetRequiredService<TimeProvider>(), cancel))
        {
            await MigrationHistory.AdoptAsync(db, cancel);
            await db.Database.MigrateAsync(cancel);
        }

        KeyRing.EnsureKey(services);
        if (services.GetRequiredService<SandboxMode>().IsSandbox)
        {
            await SandboxSeed.PlantAsync(db, services.GetRequiredService<TimeProvider>(), cancel);
        }
        else if (await SandboxSeed.IsPlantedAsync(db, cancel))
        {
            throw new OptionsValidationException(DatabaseRegistration.ConnectionName, typeof(GatewayDb),
                ["This database has the sandbox's merchant, whose secrets are published. Outside the sandbox use another database."]);
        }
    }
}
