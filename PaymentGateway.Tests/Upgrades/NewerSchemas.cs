using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Upgrades;

/// <summary>A database that a newer version has migrated is used while it can be, and refused with the reason when not.</summary>
public sealed class NewerSchemas(Servers servers)
{
    private const string Expansion = "20991231235958_ExpandOfTheFuture";
    private const string BreakName = "IncompatibleOfTheFuture";
    private const string Break = "20991231235959_" + BreakName;

    [Theory]
    [InlineData(Expansion)]
    [InlineData("20991231235958_ContractOfTheFuture")]
    public async Task Api_worker_and_migrate_work_with_a_newer_schema_that_is_compatible(string migration)
    {
        var database = await MigratedByANewerVersionAsync(migration);
        await InProcessHost.MigrateAsync(database);

        await using var gateway = await Gateway.StartAsync(servers, database: database);
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PaidAsync();

        Assert.Equal(1, await gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM \"__EFMigrationsHistory\" WHERE migration_id = {migration}"));
    }

    [Fact]
    public async Task Api_worker_and_migrate_refuse_an_incompatible_schema_and_name_the_migration()
    {
        var settings = new GatewaySettings().EnvironmentFor(await MigratedByANewerVersionAsync(Expansion, Break), "127.0.0.1:1");
        var waits = new TaskCompletionSource<string>();
        await using var worker = await InProcessHost.StartAsync("Worker", settings, line =>
        {
            if (line.Contains("waits:", StringComparison.Ordinal))
            {
                waits.TrySetResult(line);
            }
        });
        await using var api = await InProcessHost.StartAsync("Api", settings);
        using var client = new HttpClient { BaseAddress = api.Address };
        await using var migrate = ServiceProcess.Start("Worker", settings, "migrate");

        Assert.Contains(BreakName, await waits.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/api/v1/payments")).StatusCode);
        Assert.Contains($"migrated the database ({BreakName})", api.Tail, StringComparison.Ordinal);
        Assert.Equal(1, await migrate.Exited);
        Assert.Contains(Break, migrate.Tail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_process_stops_using_a_schema_that_becomes_incompatible()
    {
        var clock = new FakeTimeProvider();
        var database = await servers.NewDatabaseAsync();
        using var host = HostUnderTest.Create("Worker", new GatewaySettings().EnvironmentFor(database, "127.0.0.1:1"));
        var schema = new SchemaCheck(host.Services.GetRequiredService<IServiceScopeFactory>(), clock);
        Assert.Null(await schema.FindErrorAsync(TestContext.Current.CancellationToken));
        await ApplyAsync(database, Break);

        Assert.Null(await schema.FindErrorAsync(TestContext.Current.CancellationToken));
        clock.Advance(SchemaCheck.CheckInterval);
        Assert.Contains(BreakName, await schema.FindErrorAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(BreakName, await schema.FindErrorAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_of_the_database_does_not_make_its_schema_incompatible()
    {
        var clock = new FakeTimeProvider();
        var database = await servers.NewDatabaseAsync();
        using var host = HostUnderTest.Create("Worker", new GatewaySettings().EnvironmentFor(database, "127.0.0.1:1"));
        var schema = new SchemaCheck(host.Services.GetRequiredService<IServiceScopeFactory>(), clock);
        Assert.Null(await schema.FindErrorAsync(TestContext.Current.CancellationToken));
        await DropAsync(database);

        clock.Advance(SchemaCheck.CheckInterval);
        Assert.Null(await schema.FindErrorAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> MigratedByANewerVersionAsync(params string[] migrations)
    {
        var database = await servers.NewDatabaseAsync();
        foreach (var migration in migrations)
        {
            await ApplyAsync(database, migration);
        }

        return database;
    }

    private static async Task ApplyAsync(string database, string migration)
    {
        await using var db = TestDatabase.Open(database);
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ({migration}, '10.0.0')");
    }

    private static async Task DropAsync(string database)
    {
        var own = new NpgsqlConnectionStringBuilder(database);
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString);
        await using var drop = source.CreateCommand($"DROP DATABASE {own.Database} WITH (FORCE)");
        await drop.ExecuteNonQueryAsync();
    }
}
