using Microsoft.EntityFrameworkCore;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// Lets one process at a time migrate. EF Core's own lock ends with each migration's transaction: a second process
/// would apply the migration that the first one goes on with.
/// </summary>
public sealed class MigrationLock : IAsyncDisposable
{
    private const long Key = 0x6d69_6772_6174_6501;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly GatewayDb _db;

    private MigrationLock(GatewayDb db) => _db = db;

    /// <param name="db">With an open connection, which holds the lock.</param>
    public static async Task<MigrationLock> AcquireAsync(
        GatewayDb db, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Polled: CREATE INDEX CONCURRENTLY would wait for the end of a statement that waits for the lock.
        var acquire = db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Key}) AS \"Value\"");
        while (!await acquire.SingleAsync(cancellationToken))
        {
            await Task.Delay(PollInterval, clock, cancellationToken);
        }

        return new MigrationLock(db);
    }

    // Explicitly: a pooled connection keeps its locks when it is closed.
    public async ValueTask DisposeAsync() =>
        await _db.Database.SqlQuery<bool>($"SELECT pg_advisory_unlock({Key}) AS \"Value\"").SingleAsync();
}
