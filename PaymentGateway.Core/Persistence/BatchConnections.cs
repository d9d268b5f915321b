using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PaymentGateway.Core.Persistence;

/// <summary>Connections for batches: those of <see cref="GatewayDb"/>, with its retries, and a deadline for the whole batch.</summary>
public sealed class BatchConnections(IServiceScopeFactory scopes)
{
    // More than the server lets a statement wait for a lock; the callers have a response after a little more than two seconds.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <param name="work">
    /// Runs again from its beginning after a transient fault, which its commit may have survived. What it leaves open is
    /// rolled back.
    /// </param>
    /// <exception cref="TimeoutException">The server did not respond in time.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<GatewayDb>().Database;
        var connection = (NpgsqlConnection)database.GetDbConnection();
        return await database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await database.OpenConnectionAsync();
            try
            {
                return await ConnectionDeadline.RunAsync(connection, Deadline, () => work(connection), CancellationToken.None);
            }
            catch (TimeoutException)
            {
                NpgsqlConnection.ClearPool(connection); // the others are as silent, and the next batches would try each of them
                throw;
            }
            finally
            {
                await database.CloseConnectionAsync();
            }
        });
    }
}
