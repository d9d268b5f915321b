using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Support;

/// <summary>What statements read of tables and their indexes, counted by PostgreSQL itself.</summary>
/// <param name="Scans">Whole tables.</param>
/// <param name="Count">Rows, and entries of indexes.</param>
internal sealed record RowsRead(long Scans, long Count)
{
    /// <summary>Runs statements as a service would, prepared, in a transaction that is not committed.</summary>
    /// <param name="planning">Further settings of the connection, as <c>-c name=value</c>.</param>
    public static async Task<RowsRead> CountAsync(
        string database, string planning, string[] tables, Func<GatewayDb, Task> run)
    {
        var connection = new NpgsqlConnectionStringBuilder(database)
        {
            Options = $"{DatabaseRegistration.Planning} {planning}",
            Pooling = false,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 1,
        };
        await using var db = TestDatabase.Open(connection.ConnectionString);
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await run(db);
        return await db.Database.SqlQuery<RowsRead>($"""
            SELECT sum(pg_stat_get_xact_numscans(oid)) FILTER (WHERE relkind = 'r')::bigint AS scans,
                sum(pg_stat_get_xact_tuples_returned(oid))::bigint AS count
            FROM pg_class WHERE oid = ANY({tables}::regclass[])
                OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ANY({tables}::regclass[]))
            """).SingleAsync(TestContext.Current.CancellationToken);
    }
}
