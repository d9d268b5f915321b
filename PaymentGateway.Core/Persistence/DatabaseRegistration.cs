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
    public const string PoolSizeSetting = "Database:PoolSize";

    private const string Limits = "-c lock_timeout=2s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s";

    // Many short statements at once: nobody's disk seeks any more, and neither compiling one nor spreading it over
    // processors would pay.
    private const string Planning = " -c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0";

    /// <summary>After it the connection is broken: a little more than the server's own limit of a statement.</summary>
    internal static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(6);

    private const int LeastPoolSize = 5;
    private const int MostPoolSize = 500;

    private static readonly FreshCommands OwnCommands = new();
    private static readonly CommandDeadlines Deadlines = new();

    /// <summary>A pooled, retrying <see cref="GatewayDb"/>, traced and health-checked, as Aspire's component registers it.</summary>
    /// <param name="poolSize">
    /// Most connections of this process, if <c>Database:PoolSize</c> does not say another number from 5 to 500. The sum over
    /// all processes stays below the server's limit.
    /// </param>
    public static void AddGatewayDatabase(this IHostApplicationBuilder builder, int poolSize)
    {
        builder.Configuration[$"ConnectionStrings:{ConnectionName}"] = WithLimits(
            builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"ConnectionStrings:{ConnectionName} is not set."), PoolSizeOf(builder.Configuration, poolSize));
        builder.Services.AddSingleton<SchemaCheck>();
        builder.Services.AddSingleton<WriteProbe>();
        builder.Services.AddHealthChecks()
            .AddCheck<SchemaCheck>("schema", timeout: WriteProbe.Timeout)
            .AddCheck<WriteProbe>("database", timeout: WriteProbe.Timeout);
        builder.AddNpgsqlDbContext<GatewayDb>(
            ConnectionName,
            settings => (settings.DisableRetry, settings.DisableHealthChecks) = (true, true),
            options =>
            {
                options.UseNpgsql(Retry);
                Configure(options);
            });
    }

    public static void Configure(DbContextOptionsBuilder options) =>
        options.UseSnakeCaseNamingConvention().AddInterceptors(OwnCommands, Deadlines);

    private static void Retry(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.ExecutionStrategy(dependencies => new QuickRetries(dependencies));

    private static int PoolSizeOf(IConfiguration configuration, int usual) =>
        configuration.GetValue(PoolSizeSetting, usual) is >= LeastPoolSize and <= MostPoolSize and var size
            ? size
            : throw new InvalidOperationException($"{PoolSizeSetting} is a number of connections from {LeastPoolSize} to {MostPoolSize}.");

    // A statement that waits longer than a caller would is ended by the server itself, not only given up by the client.
    private static string WithLimits(string connectionString, int poolSize)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = poolSize,
            Timeout = 2, // opening heeds no cancellation while it negotiates encryption: a request waits so long for it
            CommandTimeout = (int)CommandTimeout.TotalSeconds,
            CancellationTimeout = -1, // whatever is cancelled all the same: its connection is not used again
            MaxAutoPrepare = 100, // the same few statements again and again: planned once a connection
            NoResetOnClose = true, // nothing is left on a session: settings and locks end with their transaction
            // The kernel's: Npgsql's own keeps a thread and the connection's lock while a frozen server is silent.
            KeepAlive = 0,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 5,
            ApplicationName = AppDomain.CurrentDomain.FriendlyName,
            Options = Limits + Planning,
        };
        return settings.ConnectionString;
    }
}
