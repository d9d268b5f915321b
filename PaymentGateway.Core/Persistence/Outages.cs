using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Which failures are the database's state, not a fault of the request or of this program: they pass, or an operator
/// ends them.
/// </summary>
public static class Outages
{
    // Classes and codes of https://www.postgresql.org/docs/15/errcodes-appendix.html
    private static readonly string[] Codes =
    [
        "08", "28", "53", "57", "58", // connection, authorization, resources, operator intervention, system
        PostgresErrorCodes.ReadOnlySqlTransaction, "25P03", // a session that idled in its transaction
        PostgresErrorCodes.InvalidCatalogName, PostgresErrorCodes.InsufficientPrivilege,
        PostgresErrorCodes.FeatureNotSupported, // a cached plan that an ALTER has made useless, met once too often
    ];

    public static bool IsOutage(this Exception exception) => exception switch
    {
        RetryLimitExceededException or TimeoutException or OperationCanceledException => true,
        PostgresException postgres => postgres.IsTransient || IsRefusal(postgres),
        NpgsqlException => true,
        DbUpdateException { InnerException: { } inner } => inner.IsOutage(),
        InvalidOperationException { InnerException: NpgsqlException inner } => inner.IsOutage(),
        _ => exception.IsOutOfStep(),
    };

    private static bool IsRefusal(PostgresException exception) =>
        Array.Exists(Codes, code => exception.SqlState.StartsWith(code, StringComparison.Ordinal));

    // A connection that breaks while its replies are read, or whose replies are unexpected, fails inside Npgsql.
    internal static bool IsOutOfStep(this Exception exception) =>
        exception is NullReferenceException or InvalidOperationException or IndexOutOfRangeException
        && exception.Source == nameof(Npgsql);
}
