using Npgsql;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Upgrades;

/// <summary>A database of version 1.0, with its seven migrations, is taken over; one of unknown origin is left alone.</summary>
public sealed class UpgradingFromTheFirstVersion(Servers servers)
{
    // What PostgreSQL says of every column, constraint, index, trigger and function. A dump writes casts in another place.
    private const string Schema = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '')
            || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || coalesce(collation_name, '') AS line
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
            || regexp_replace(pg_get_constraintdef(oid), '::(text|character varying)|[][()]', '', 'g')
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'index ' || regexp_replace(indexdef, '::(text|character varying)|[][()]', '', 'g')
            FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function ' || regexp_replace(pg_get_functiondef(oid), '\s+', ' ', 'g') FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1
        """;

    [Fact]
    public async Task A_database_of_version_1_0_keeps_its_business_and_goes_on_with_it()
    {
        var database = await FirstVersionAsync();
        await InProcessHost.MigrateAsync(database);

        await using var gateway = await Gateway.StartAsync(servers, database: database);
        using var merchant = gateway.NewClient();
        merchant.DefaultRequestHeaders.Add("X-Api-Key", SandboxMerchant.ApiKey);
        merchant.DefaultRequestHeaders.Add("X-Api-Secret", SandboxMerchant.ApiSecret);
        var open = await Eventually.GetAsync(
            async () => await ApiAnswer.ReadAsync(await merchant.GetAsync("/api/v1/payments/pay_OpenIn1000000000")),
            payment => payment.Text("status") == "success", "the payment that was under way is settled");
        Assert.Equal(20_000, open.Number("amount"));
        var paid = await ApiAnswer.ReadAsync(await merchant.GetAsync("/api/v1/payments/pay_PaidIn1000000000"));
        Assert.Equal((50_000L, 500L, "success"), (paid.Number("amount"), paid.Number("amount_refunded"), paid.Text("status")));
        Assert.Equal(2, await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM webhook_endpoints"));
    }

    [Fact]
    public async Task An_adopted_database_has_the_same_schema_as_a_new_one()
    {
        var (adopted, made) = (await FirstVersionAsync(), await servers.NewDatabaseAsync("template0"));
        Assert.NotEmpty((await ReadAsync(adopted, Schema)).Except(await ReadAsync(await servers.NewDatabaseAsync(), Schema)));

        await Task.WhenAll(InProcessHost.MigrateAsync(adopted), InProcessHost.MigrateAsync(adopted), InProcessHost.MigrateAsync(made));

        Assert.Equal(await ReadAsync(made, Schema), await ReadAsync(adopted, Schema));
        const string History = "SELECT migration_id FROM \"__EFMigrationsHistory\" ORDER BY 1";
        Assert.Equal(await ReadAsync(made, History), await ReadAsync(adopted, History));
    }

    [Theory]
    [InlineData("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20991231235959_OfTheFuture', '10.0.0')")]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id LIKE '%ListsAtSize'")]
    public async Task A_database_with_other_migrations_is_refused_in_one_sentence_and_left_alone(string change)
    {
        var database = await FirstVersionAsync();
        await ExecuteAsync(database, change);
        var before = await ReadAsync(database, Schema);

        await using var migration = ServiceProcess.Start("Worker", new GatewaySettings().EnvironmentFor(database, "127.0.0.1:1"), "migrate");

        Assert.Equal(1, await migration.Exited);
        var refusal = Assert.Single(migration.Tail.Split('\n'), line => line.Contains("--fresh", StringComparison.Ordinal));
        Assert.Contains("The database holds migrations that this version cannot work with", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", migration.Tail, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync(database, Schema));
    }

    private async Task<string> FirstVersionAsync()
    {
        var database = await servers.NewDatabaseAsync("template0");
        await ExecuteAsync(database, await File.ReadAllTextAsync(
            Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "Upgrades", "first-version.sql")));
        return database;
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ReadAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
