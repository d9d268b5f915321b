using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Core.Persistence;

public static class DatabaseRegistration
{
    public const string ConnectionName = "gatewaydb";
    private const string ConnectionSetting = "ConnectionStrings:" + ConnectionName;
    public const string PoolSizeSetting = "Database:PoolSize";

    private const string Limits = "-c lock_timeout=2s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s";

    // Many short statements at once: nobody's disk seeks any more, and neither compiling one nor spreading it over
    // processors would pay.
    internal const string Planning = " -c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0" + Indexes;

    // A statement is planned once a connection, perhaps while its tables are nearly empty: what is right then, to read all of
    // a table or to begin a join with it, is wrong a minute later. Every statement has its index, and is written in the order
    // in which its tables are to be read.
    private const string Indexes = " -c enable_seqscan=off -c join_collapse_limit=1";

    /// <summary>After it the connection is broken: a little more than the server's own limit of a statement.</summary>
    public static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(6);

    private const int MinPoolSize = 5;
    private const int MaxPoolSize = 500;

    private static readonly FreshCommands OwnCommands = new();
    private static readonly CommandDeadlines Deadlines = new();

    /// <summary>A pooled, retrying <see cref="GatewayDb"/>, traced and health-checked, as Aspire's component registers it.</summary>
    /// <param name="poolSize">
    /// Most connections of this process, if <c>Database:PoolSize</c> does not say another number from 5 to 500. The sum over
    /// all processes stays below the server's limit.
    /// </param>
    public static void AddGatewayDatabase(this IHostApplicationBuilder builder, int poolSize)
    {
        var settings = Read(builder.Configuration.GetConnectionString(ConnectionName));
        PublishedPassword.RefuseOutsideSandbox(builder, ConnectionSetting, settings.Password);
        SetLimits(settings, PoolSizeOf(builder.Configuration, poolSize));
        builder.Configuration[ConnectionSetting] = settings.ConnectionString;
        builder.Services.AddSingleton<SchemaCheck>();
        builder.Services.AddSingleton<WriteProbe>();
        builder.Services.AddSingleton<BatchConnections>();
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
        configuration.GetValue(PoolSizeSetting, usual) is >= MinPoolSize and <= MaxPoolSize and var size
            ? size
            : throw Wrong(PoolSizeSetting, $"Set {PoolSizeSetting} to a number of connections from {MinPoolSize} to {MaxPoolSize}.");

    private static NpgsqlConnectionStringBuilder Read(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            throw Wrong(ConnectionSetting, $"{ConnectionSetting} is not set. Set Host, Username, Password and Database.");
        }

        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) is { Host.Length: > 0 } settings
                ? settings
                : throw Wrong(ConnectionSetting, $"{ConnectionSetting} has no Host.");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // Their own text may repeat a part of the password.
            throw Wrong(ConnectionSetting,
                $"{ConnectionSetting} is malformed. A password with ';' or a quote must be quoted: Password=\"…\".");
        }
    }

    private static OptionsValidationException Wrong(string setting, string error) =>
        new(setting, typeof(NpgsqlConnectionStringBuilder), [error]);

    // A statement that waits longer than a caller would is ended by the server itself, not only given up by the client.
    private static void SetLimits(NpgsqlConnectionStringBuilder settings, int poolSize)
    {
        settings.MaxPoolSize = poolSize;
        settings.Timeout = 2; // opening heeds no cancellation while it negotiates encryption: a request waits so long for it
        settings.CommandTimeout = (int)CommandTimeout.TotalSeconds;
        settings.CancellationTimeout = -1; // whatever is cancelled all the same: its connection is not used again
        settings.MaxAutoPrepare = 100; // the same few statements again and again: planned once a connection
        settings.NoResetOnClose = true; // nothing is left on a session: settings and locks end with their transaction
        // The kernel's: Npgsql's own keeps a thread and the connection's lock while a frozen server is silent.
        settings.KeepAlive = 0;
        settings.TcpKeepAlive = true;
        settings.TcpKeepAliveTime = 30;
        settings.TcpKeepAliveInterval = 5;
        settings.ApplicationName = AppDomain.CurrentDomain.FriendlyName;
        settings.Options = Limits + Planning;
        if (!settings.ShouldSerialize("GSS Encryption Mode"))
        {
            // Npgsql prefers it, and logs an error where the Kerberos library is missing, as in our images.
            settings.GssEncryptionMode = GssEncryptionMode.Disable;
        }
    }
}
