using System.Data.Common;
using Npgsql;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Breaks a connection whose work outlives its timeout or its caller, instead of cancelling the work: a server that does
/// not answer would not cancel either.
/// </summary>
internal static class ConnectionDeadline
{
    // Most commands end by themselves shortly after their caller has gone, and their connection stays whole.
    private static readonly TimeSpan GraceAfterCancellation = TimeSpan.FromMilliseconds(200);

    public static async Task<T> RunAsync<T>(
        DbConnection? connection, TimeSpan timeout, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(timeout);
        await using var abandoned = cancellationToken.Register(() => limit.CancelAfter(GraceAfterCancellation));
        await using var broken = limit.Token.Register(() => ConnectionBreaker.Break(connection));
        try
        {
            return await run();
        }
        catch (Exception exception) when (limit.IsCancellationRequested)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException("The caller disconnected.", exception, cancellationToken)
                : new TimeoutException("PostgreSQL did not respond in time.", exception);
        }
        catch (Exception exception) when (exception.IsOutOfStep())
        {
            ConnectionBreaker.Break(connection);
            var transient = new IOException(exception.Message, exception);
            throw new NpgsqlException("The connection was out of sync with the server.", transient);
        }
    }
}
