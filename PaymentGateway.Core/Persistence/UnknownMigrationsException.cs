namespace PaymentGateway.Core.Persistence;

/// <summary>The database was migrated by a version that has more migrations, or others, than this one.</summary>
public sealed class UnknownMigrationsException(IEnumerable<string> migrations) : Exception(
    $"The database holds migrations that this version does not have ({string.Join(", ", migrations)}): start the version "
    + "that made them, or delete all data and begin again with ./run.sh --fresh.");
