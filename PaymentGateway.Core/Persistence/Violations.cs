using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PaymentGateway.Core.Persistence;

/// <summary>What the database refused.</summary>
public static class Violations
{
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Somebody else held the row for longer than anybody should wait.</summary>
    public static bool IsLockTimeout(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };
}
