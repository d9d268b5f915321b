using Microsoft.EntityFrameworkCore;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// The migrations of a database compared with those of this build. The name of a migration says what it does to builds that
/// do not know it: <c>Expand…</c> and <c>Contract…</c> leave the release before it working, <c>Incompatible…</c> does not.
/// </summary>
/// <param name="Missing">Known, not applied.</param>
/// <param name="Unknown">Applied, not known: by a newer build, or by one of another branch.</param>
public sealed record SchemaVersion(string[] Missing, string[] Unknown)
{
    /// <summary>The unknown ones that say that only builds which know them can use the tables.</summary>
    public string[] Incompatible => Array.FindAll(Unknown, IsIncompatible);

    /// <param name="migration">Its id: a timestamp of 14 digits, an underscore and the name.</param>
    public static bool IsIncompatible(string migration) => migration.Contains("_Incompatible", StringComparison.Ordinal);

    public static async Task<SchemaVersion> ReadAsync(GatewayDb db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToArray();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToArray();
        return new SchemaVersion(
            [.. known.Except(applied, StringComparer.Ordinal)], [.. applied.Except(known, StringComparer.Ordinal)]);
    }
}
