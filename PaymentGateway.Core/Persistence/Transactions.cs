using Microsoft.EntityFrameworkCore;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// The one way to a transaction of more than one save: a retrying execution strategy refuses all others, and a retry must
/// start from a clean change tracker.
/// </summary>
public static class Transactions
{
    /// <param name="work">Runs again from its beginning after a transient fault; makes its ids outside.</param>
    /// <param name="verify">Whether the work has been committed, asked when the answer to COMMIT was lost.</param>
    public static Task<TResult> InTransactionAsync<TResult>(
        this GatewayDb db,
        Func<CancellationToken, Task<TResult>> work,
        Func<CancellationToken, Task<bool>> verify,
        CancellationToken cancel) =>
        db.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
            async token =>
            {
                db.ChangeTracker.Clear();
                return await work(token);
            },
            verify,
            cancel);
}
