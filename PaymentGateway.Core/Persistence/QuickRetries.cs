using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Two quick tries for what passes in a moment, such as a server that restarts. Whoever waits for an answer would rather
/// hear "later" than wait half a minute, so what has used its whole time up once is not given it again.
/// </summary>
internal sealed class QuickRetries(ExecutionStrategyDependencies dependencies)
    : NpgsqlRetryingExecutionStrategy(dependencies, maxRetryCount: 2, maxRetryDelay: TimeSpan.FromMilliseconds(500), errorCodesToAdd: null)
{
    protected override bool ShouldRetryOn(Exception? exception) => !HasTakenItsTime(exception) && base.ShouldRetryOn(exception);

    private static bool HasTakenItsTime(Exception? exception) => exception
        is TimeoutException
        or NpgsqlException { InnerException: TimeoutException }
        or PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };
}
