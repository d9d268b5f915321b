using Npgsql;

namespace PaymentGateway.Tests.Support;

/// <summary>A transaction of somebody else, which holds what its statement has locked until it is committed or disposed.</summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private HeldLock(NpgsqlConnection connection) => _connection = connection;

    public static Task<HeldLock> TakeAsync(Gateway gateway, string sql) => TakeAsync(gateway.ConnectionString, sql);

    public static async Task<HeldLock> TakeAsync(string connectionString, string sql)
    {
        // Closing the connection, which is not pooled, gives the lock back.
        var held = new HeldLock(new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString));
        await held._connection.OpenAsync();
        await held.ExecuteAsync("BEGIN; " + sql);
        return held;
    }

    /// <summary>Returns once a statement that contains this text is blocked by a lock.</summary>
    public static Task IsWaitedForAsync(Gateway gateway, string statement) => Eventually.BecomesTrueAsync(
        async () => await gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%' || {statement} || '%'
            """) > 0, $"{statement} waits for a lock", TimeSpan.FromSeconds(10));

    public Task CommitAsync() => ExecuteAsync("COMMIT");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
