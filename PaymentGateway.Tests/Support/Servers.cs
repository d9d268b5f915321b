using Npgsql;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

[assembly: AssemblyFixture(typeof(Servers))]

namespace PaymentGateway.Tests.Support;

/// <summary>One PostgreSQL for the run, with a migrated and seeded database that every gateway gets a copy of.</summary>
public sealed class Servers : IAsyncLifetime
{
    private const string Template = "gateway_template";

    private readonly SemaphoreSlim _copying = new(1, 1);
    private PostgresProcess _postgres = null!;

    private readonly Lazy<Task<Gateway>> _shared;
    private readonly Lazy<Task<string>> _empty;

    internal TestFolder Folder { get; } = new();

    /// <summary>For the data of servers.</summary>
    internal TestFolder Data { get; } = TestFolder.InMemory();

    public Servers() => (_shared, _empty) = (new(() => Gateway.StartAsync(this)), new(NewDatabaseAsync));

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresProcess.StartAsync(Data.Child("postgres"), 0, TestFolder.Password, durable: false);
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await InProcessHost.MigrateAsync(ConnectionTo(Template));
        await ExecuteAsync($"ALTER DATABASE {Template} ALLOW_CONNECTIONS false");
    }

    /// <summary>The gateway most tests share, in test mode. A test brings its own merchant and sees nobody else's data.</summary>
    internal Task<Gateway> SharedGatewayAsync() => _shared.Value;

    /// <summary>A new merchant of the shared gateway.</summary>
    internal async Task<TestMerchant> NewMerchantAsync(string? webhookUrl = null) =>
        await TestMerchant.CreateAsync(await SharedGatewayAsync(), webhookUrl);

    /// <summary>A database for tests that write nothing they keep.</summary>
    internal Task<string> EmptyDatabaseAsync() => _empty.Value;

    /// <returns>The connection string of a database of one's own, migrated and seeded.</returns>
    internal Task<string> NewDatabaseAsync() => NewDatabaseAsync(Template);

    /// <param name="template">What it is a copy of; <c>template0</c> has no tables.</param>
    internal async Task<string> NewDatabaseAsync(string template)
    {
        var name = $"gateway_{Guid.NewGuid():N}";
        await _copying.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            _copying.Release();
        }

        return new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_shared.IsValueCreated)
        {
            await (await _shared.Value).DisposeAsync();
        }

        await _postgres.DisposeAsync();
        _copying.Dispose();
        Folder.Dispose();
        Data.Dispose();
    }

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = database, Pooling = false }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(PostgresProcess.Database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
