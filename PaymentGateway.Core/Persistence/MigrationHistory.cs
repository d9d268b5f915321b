using Microsoft.EntityFrameworkCore;

namespace PaymentGateway.Core.Persistence;

/// <summary>What a database has been through: looked at before it is migrated.</summary>
public static class MigrationHistory
{
    /// <summary>The migrations of version 1.0, whose result <c>Initial</c> gives in one step.</summary>
    private static readonly string[] FirstVersion =
    [
        "20261123234405_Initial", "20261123234419_Guards", "20261124001019_KeyRing", "20261124001628_Sessions",
        "20261124003411_CapturedAt", "20261126031500_EndpointsStartAnew", "20261126032652_ListsAtSize",
    ];

    /// <summary>
    /// Writes the history of a database of version 1.0 as this version would have. Leaves any other alone, such as that of a
    /// newer version that this one can work with: a rollback of the processes begins with <c>migrate</c> too.
    /// </summary>
    /// <exception cref="UnknownMigrationsException">The database holds migrations that this version cannot work with.</exception>
    public static async Task AdoptAsync(GatewayDb db, CancellationToken cancellationToken)
    {
        var schema = await SchemaVersion.ReadAsync(db, cancellationToken);
        if (schema.Unknown.ToHashSet(StringComparer.Ordinal).SetEquals(FirstVersion))
        {
            var initial = db.Database.GetMigrations().First();
            // The condition again in the statement: another process may have been first.
            await db.Database.ExecuteSqlAsync($"""
                WITH old AS (
                    DELETE FROM "__EFMigrationsHistory" WHERE migration_id = ANY({FirstVersion}) RETURNING product_version)
                INSERT INTO "__EFMigrationsHistory" (migration_id, product_version)
                SELECT {initial}, max(product_version) FROM old HAVING count(*) = {FirstVersion.Length}
                """, cancellationToken);
        }
        else if (schema is { Unknown: [_, ..] } and ({ Missing: [_, ..] } or { Incompatible: [_, ..] }))
        {
            throw new UnknownMigrationsException(schema.Unknown);
        }
    }
}
