using CsCheck;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Stats;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// Statistics that are taken from totals are those of the rows themselves, whatever happens before, while and after they
/// are added up. A list of steps that proves otherwise is made short and shown with its seed.
/// </summary>
public sealed class TotalsOfMerchants(Servers servers)
{
    private static readonly int Lists = Volume.Of(60, full: 2000);

    private static readonly Gen<(List<DatedStep> Steps, int From, int To)> Businesses = Gen.Select(
        DatedBusiness.AnyStep.List[1, 40], Gen.Int[0, 300], Gen.Int[0, 300]);

    [Fact]
    public async Task Sums_of_any_period_are_those_of_the_rows()
    {
        var database = await servers.NewDatabaseAsync();

        await Businesses.SampleAsync(
            business => ExpectEqualAsync(database, business.Steps, business.From, business.To),
            line => TestContext.Current.TestOutputHelper?.WriteLine(line), iter: Lists, threads: 2,
            print: business => $"{string.Join(", ", business.Steps)} from {business.From} to {business.To} minutes ago");
    }

    [Fact]
    public async Task Control_without_the_triggers_late_changes_are_missed()
    {
        var database = await servers.NewDatabaseAsync();
        await using var db = TestDatabase.Open(database);
        await db.Database.ExecuteSqlAsync($"DROP TRIGGER payment_settled_late ON payments");

        await Assert.ThrowsAsync<CsCheckException>(() => Businesses.SampleAsync(
            business => ExpectEqualAsync(database, business.Steps, business.From, business.To), iter: 10 * Lists, threads: 2));
    }

    [Fact]
    public async Task What_is_changed_while_it_is_added_up_is_counted_once()
    {
        var business = await BeginAsync();
        await using var other = await OpenAsync(business.Database);
        await using var change = await other.BeginTransactionAsync();
        await ExecuteAsync(other, "UPDATE payments SET status = 'success', completed_at = now() WHERE merchant_id = $1", business.Merchant);

        var adding = business.Sums.AddUpAsync();
        await Eventually.BecomesTrueAsync(
            async () => adding.IsCompleted || await WaitersAsync(business.Database) > 0, "the totals wait for the change");
        await change.CommitAsync();
        Assert.True(await adding);

        var (added, rows) = await business.Sums.SumsAsync();
        Assert.Equal(rows, added);
        Assert.Contains("Status = success", Assert.Single(added), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_changed_as_soon_as_it_has_been_added_up_is_counted_once()
    {
        var business = await BeginAsync();
        await using var adder = await OpenAsync(business.Database);
        await using var adding = await adder.BeginTransactionAsync();
        await using var db = TestDatabase.Open(business.Database);
        await MerchantTotalsSql.AddAsync(adder, await FindNextAsync(business.Database));

        var change = db.Database.ExecuteSqlAsync($"UPDATE payments SET status = 'failed', error_code = 'x', completed_at = now()");
        await Eventually.BecomesTrueAsync(
            async () => change.IsCompleted || await WaitersAsync(business.Database) > 0, "the change waits for the totals");
        await adding.CommitAsync();
        await change;

        var (added, rows) = await business.Sums.SumsAsync();
        Assert.Equal(rows, added);
        Assert.Contains("Status = failed", Assert.Single(added), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_before_the_quarter_that_is_about_to_be_added_up_is_counted_once()
    {
        var business = await BeginAsync();
        var next = await FindNextAsync(business.Database);
        await business.Sums.RunAsync(new DatedStep(DatedStepKind.Pay, MinutesAgo: 200, Choice: 1));

        await AddAsync(business.Database, next);

        var (added, rows) = await business.Sums.SumsAsync();
        Assert.Equal(2, rows.Count);
        Assert.Equal(rows, added);
    }

    [Fact]
    public async Task Two_workers_add_up_each_quarter_once()
    {
        var business = await BeginAsync();
        await using var db = TestDatabase.Open(business.Database);
        var next = await FindNextAsync(business.Database);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AddAsync(business.Database, next)));

        Assert.Equal(1, await db.MerchantTotals.CountAsync(TestContext.Current.CancellationToken));
        var (added, rows) = await business.Sums.SumsAsync();
        Assert.Equal(rows, added);
    }

    [Fact]
    public async Task A_worker_that_comes_late_with_an_earlier_quarter_adds_nothing()
    {
        var business = await BeginAsync();
        await business.Sums.RunAsync(new DatedStep(DatedStepKind.Pay, MinutesAgo: 80, Choice: 1));
        var first = await FindNextAsync(business.Database);
        await AddAsync(business.Database, first);
        await AddAsync(business.Database, await FindNextAsync(business.Database));

        await AddAsync(business.Database, first);
        while (await business.Sums.AddUpAsync())
        {
        }

        var (added, rows) = await business.Sums.SumsAsync();
        Assert.Equal(2, rows.Count);
        Assert.Equal(rows, added);
    }

    private static async Task ExpectEqualAsync(string database, List<DatedStep> steps, int from, int to)
    {
        var business = await DatedBusiness.BeginAsync(database);
        foreach (var step in steps)
        {
            await business.RunAsync(step);
        }

        var (start, end) = (DatedBusiness.MinutesAgo(Math.Max(from, to)), DatedBusiness.MinutesAgo(Math.Min(from, to)));
        foreach (var (added, rows) in new[] { await business.SumsAsync(), await business.SumsAsync(start, end) })
        {
            Assert.Equal(rows, added);
        }
    }

    private sealed record OnePayment(string Database, DatedBusiness Sums)
    {
        public Guid Merchant => Sums.MerchantId.Value;
    }

    // Pending for two hours.
    private async Task<OnePayment> BeginAsync()
    {
        var database = await servers.NewDatabaseAsync();
        var business = await DatedBusiness.BeginAsync(database);
        await business.RunAsync(new DatedStep(DatedStepKind.Pay, MinutesAgo: 120, Choice: 1));
        return new OnePayment(database, business);
    }

    private static async Task<MerchantQuarterHour> FindNextAsync(string database)
    {
        await using var connection = await OpenAsync(database);
        return Assert.Single(await MerchantTotalsSql.FindNextAsync(connection, limit: 10));
    }

    private static async Task AddAsync(string database, MerchantQuarterHour quarter)
    {
        await using var connection = await OpenAsync(database);
        await MerchantTotalsSql.AddAsync(connection, quarter);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Guid merchant)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = merchant });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<int> WaitersAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        return await db.Database.SqlQuery<int>($"""
            SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'
            """).SingleAsync();
    }
}
