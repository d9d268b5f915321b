using System.Globalization;
using Npgsql;
using PaymentGateway.Tests.Processes;
using StackExchange.Redis;

namespace PaymentGateway.Bench.Running;

/// <summary>
/// A PostgreSQL and a Redis of their own, as durable as in production. PostgreSQL counts statements; we connect with another
/// role than the services, so ours are not among them.
/// </summary>
internal sealed class BenchServers : IAsyncDisposable
{
    public const string Password = "only-for-benchmarks";

    private const string Role = "bench";

    private readonly DirectoryInfo _folder;
    private readonly RedisProcess _redis;
    private readonly ConnectionMultiplexer _redisConnection;

    private BenchServers(
        DirectoryInfo folder, PostgresProcess postgres, RedisProcess redis, ConnectionMultiplexer redisConnection)
    {
        (_folder, Postgres, _redis, _redisConnection) = (folder, postgres, redis, redisConnection);
        ConnectionString = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Username = Role }.ConnectionString;
    }

    public PostgresProcess Postgres { get; }

    /// <summary>For us; services have that of <see cref="Postgres"/>.</summary>
    public string ConnectionString { get; }

    public string RedisConnectionString => _redis.ConnectionString;

    public int RedisPid => _redis.Server.Pid;

    public static async Task<BenchServers> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("payment-gateway-bench-");
        var postgres = await StartPostgresAsync(Path.Combine(folder.FullName, "postgres"));
        var redis = await RedisProcess.StartAsync(Path.Combine(folder.FullName, "redis"), 0, Password);
        var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.ConnectionString},allowAdmin=true");
        return new(folder, postgres, redis, connection);
    }

    /// <summary>Statements that services have sent. Expressions of triggers that run with a commit are listed too, without a verb.</summary>
    public async Task<long> StatementsAsync() => await ScalarAsync<long>($"""
        SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
        WHERE rolname = '{PostgresProcess.User}' AND query ~* '^(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK|SET)'
        """);

    /// <summary>Without the one that asks.</summary>
    public async Task<long> RedisCommandsAsync()
    {
        var stats = await _redisConnection.GetServers().Single().InfoAsync("stats");
        var count = stats.Single().Single(line => line.Key == "total_commands_processed").Value;
        return long.Parse(count, CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql) => await ExecuteAsync(ConnectionString, sql);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _redisConnection.DisposeAsync();
        await _redis.DisposeAsync();
        await Postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<PostgresProcess> StartPostgresAsync(string folder)
    {
        await using (var postgres = await PostgresProcess.StartAsync(folder, 0, Password))
        {
            await ExecuteAsync(postgres.ConnectionString, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
            await ExecuteAsync(postgres.ConnectionString, $"CREATE ROLE {Role} SUPERUSER LOGIN PASSWORD '{Password}'");
        }

        var started = await PostgresProcess.StartAsync(folder, 0, Password);
        await ExecuteAsync(started.ConnectionString, "CREATE EXTENSION pg_stat_statements");
        return started;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
