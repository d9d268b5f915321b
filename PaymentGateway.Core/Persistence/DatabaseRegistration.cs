using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace PaymentGateway.Core.Persistence;

public static class DatabaseRegistration
{
    public const string ConnectionName = "gatewaydb";

    /// <summary>A pooled, retrying <see cref="GatewayDb"/>, traced and health-checked, as Aspire's component registers it.</summary>
    /// <param name="poolSize">Most connections of this process; the sum over all stays below the server's limit.</param>
    public static void AddGatewayDatabase(this IHostApplicationBuilder builder, int poolSize)
    {
        builder.Configuration[$"ConnectionStrings:{ConnectionName}"] = WithLimits(
            builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"ConnectionStrings:{ConnectionName} is not set."), poolSize);
        builder.Services.AddSingleton<SchemaCheck>();
#if ASPIRE
        builder.AddNpgsqlDbContext<GatewayDb>(ConnectionName, settings => settings.DisableRetry = true, options =>
        {
            options.UseNpgsql(Retry);
            Configure(options);
        });
#else
        builder.Services.AddDbContextPool<GatewayDb>((services, options) =>
        {
            options.UseNpgsql(
                services.GetRequiredService<IConfiguration>().GetConnectionString(ConnectionName), Retry);
            Configure(options);
        });
        builder.Services.AddHealthChecks().AddDbContextCheck<GatewayDb>();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddNpgsql())
            .WithMetrics(metrics => metrics.AddMeter("Npgsql"));
#endif
    }

    public static void Configure(DbContextOptionsBuilder options) => options.UseSnakeCaseNamingConvention();

    // Two quick tries: whoever waits for an answer would rather hear "later" than wait half a minute.
    private static void Retry(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.EnableRetryOnFailure(maxRetryCount: 2, maxRetryDelay: TimeSpan.FromMilliseconds(500), errorCodesToAdd: null);

    // A statement that waits longer than a caller would is ended by the server itself, not only given up by the client.
    private static string WithLimits(string connectionString, int poolSize)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = poolSize,
            Timeout = 3,
            CommandTimeout = 10,
            KeepAlive = 30,
            ApplicationName = AppDomain.CurrentDomain.FriendlyName,
            Options = "-c lock_timeout=2s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s",
        };
        return settings.ConnectionString;
    }
}
