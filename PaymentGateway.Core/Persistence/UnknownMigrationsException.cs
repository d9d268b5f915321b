namespace PaymentGateway.Core.Persistence;

/// <summary>The database was migrated by a version that this one cannot follow.</summary>
/// <param name="migrations">The ids that this version does not have.</param>
public sealed class UnknownMigrationsException(IEnumerable<string> migrations) : Exception(
    $"The database holds migrations that this version cannot work with ({string.Join(", ", migrations)}). Start the version "
    + "that made them, or delete all data and begin again with ./run.sh --fresh.");
