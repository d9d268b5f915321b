using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Breaks the connection of a command that outlives its command timeout or its caller, instead of cancelling the command:
/// a server that does not answer would not cancel either.
/// </summary>
internal sealed class CommandDeadlines : DbCommandInterceptor, IDbTransactionInterceptor
{
    // Npgsql's own timeout, which cancels, comes after ours.
    private const int LaterSeconds = 10;

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        var reader = await RunAsync(
            command, () => command.ExecuteReaderAsync(CancellationToken.None), cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            await reader.DisposeAsync(); // reading on with this token would cancel
            cancellationToken.ThrowIfCancellationRequested();
        }

        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result,
        CancellationToken cancellationToken = default) => InterceptionResult<object>.SuppressWithResult(
            (await RunAsync(command, () => command.ExecuteScalarAsync(CancellationToken.None), cancellationToken))!);

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default) => InterceptionResult<int>.SuppressWithResult(
            await RunAsync(command, () => command.ExecuteNonQueryAsync(CancellationToken.None), cancellationToken));

    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        await RunAsync(transaction, () => transaction.CommitAsync(CancellationToken.None), cancellationToken);
        return InterceptionResult.Suppress();
    }

    public async ValueTask<InterceptionResult> TransactionRollingBackAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        await RunAsync(transaction, () => transaction.RollbackAsync(CancellationToken.None), cancellationToken);
        return InterceptionResult.Suppress();
    }

    private static async Task<T> RunAsync<T>(DbCommand command, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        if (command.CommandTimeout == 0)
        {
            return await ConnectionDeadline.RunAsync(command.Connection, Timeout.InfiniteTimeSpan, run, cancellationToken);
        }

        var timeout = TimeSpan.FromSeconds(command.CommandTimeout);
        command.CommandTimeout += LaterSeconds;
        return await ConnectionDeadline.RunAsync(command.Connection, timeout, run, cancellationToken);
    }

    private static Task<bool> RunAsync(
        DbTransaction transaction, Func<Task> run, CancellationToken cancellationToken) =>
        ConnectionDeadline.RunAsync(transaction.Connection, DatabaseRegistration.CommandTimeout, async () =>
        {
            await run();
            return true;
        }, cancellationToken);
}
