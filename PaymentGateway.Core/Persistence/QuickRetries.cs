using Microsoft.EntityFrameworkCore;
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
    protected override bool ShouldRetryOn(Exception? exception) =>
        HasStalePlan(exception) || (!HasTakenItsTime(exception) && base.ShouldRetryOn(exception));

    // Each connection has planned its statements before the ALTER: the next try needs a new one.
    protected override void OnRetry()
    {
        if (ExceptionsEncountered[^1] is var last && (HasStalePlan(last) || HasStalePlan(last.InnerException)))
        {
            NpgsqlConnection.ClearPool((NpgsqlConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection());
        }

        base.OnRetry();
    }

    // "cached plan must not change result type"
    private static bool HasStalePlan(Exception? exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.FeatureNotSupported };

    private static bool HasTakenItsTime(Exception? exception) => exception
        is TimeoutException
        or NpgsqlException { InnerException: TimeoutException }
        or PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };
}
