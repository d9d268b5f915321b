using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;

namespace PaymentGateway.Core.Payments;

/// <summary>Begins a transaction that creates payments: locks the orders and reads everything that decides, in one round trip.</summary>
public static class PayableOrderSql
{
    private static readonly string LockFree = LockOrders(" SKIP LOCKED");
    private static readonly string LockAll = LockOrders("");

    // Its own statement, after the locks: its snapshot has what the last holder of each lock has committed.
    private const string Read = $"""
        SELECT {OrderSql.Columns},
            m.api_key, m.is_active, m.webhook_url, p.id
        FROM orders o JOIN merchants m ON m.id = o.merchant_id
        LEFT JOIN payments p ON p.order_id = o.id AND p.exclusive AND p.status = 'pending'
        WHERE o.id = ANY($1)
        """;

    private const string ReadExisting = "SELECT id FROM payments WHERE id = ANY($1)";

    /// <param name="tried">Payments that an earlier try may have stored although its commit was not confirmed.</param>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them unlocked.</param>
    /// <returns>The orders that exist, and the payments of <paramref name="tried"/> that do.</returns>
    public static async Task<(Dictionary<OrderId, PayableOrder> Orders, HashSet<PaymentId> Existing)> BeginAsync(
        NpgsqlConnection connection, IReadOnlyList<OrderId> orders, IReadOnlyList<PaymentId> tried, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(waitsForLocks ? LockAll : LockFree).WithTexts(orders, id => id.Value));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Read).WithTexts(orders, id => id.Value));
        if (tried.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ReadExisting).WithTexts(tried, id => id.Value));
        }

        await using var reader = await batch.ExecuteReaderAsync();
        var locked = await ReadIdsAsync<OrderId>(reader);
        await reader.NextResultAsync();
        var found = new Dictionary<OrderId, PayableOrder>(orders.Count);
        while (await reader.ReadAsync())
        {
            var order = ToOrder(reader, locked);
            found[order.Order.Id] = order;
        }

        return (found, await reader.NextResultAsync() ? await ReadIdsAsync<PaymentId>(reader) : []);
    }

    // Two payments of an order must not be decided at the same time; of a reusable order they may. The merchant's row is
    // locked because the foreign keys of the new rows would lock it, and would wait for it.
    private static string LockOrders(string skip) => $"""
        WITH exclusive AS MATERIALIZED (
            SELECT o.id FROM orders o JOIN merchants m ON m.id = o.merchant_id WHERE o.id = ANY($1) AND NOT o.reusable
            ORDER BY o.id FOR NO KEY UPDATE OF o{skip} FOR KEY SHARE OF m{skip}),
        reusable AS MATERIALIZED (
            SELECT o.id FROM orders o JOIN merchants m ON m.id = o.merchant_id WHERE o.id = ANY($1) AND o.reusable
            ORDER BY o.id FOR KEY SHARE OF o, m{skip})
        SELECT id FROM exclusive UNION ALL SELECT id FROM reusable
        """;

    private static async Task<HashSet<TId>> ReadIdsAsync<TId>(NpgsqlDataReader reader)
        where TId : struct, IPrefixedId<TId>
    {
        var ids = new HashSet<TId>();
        while (await reader.ReadAsync())
        {
            ids.Add(TId.Of(reader.GetString(0)));
        }

        return ids;
    }

    private static PayableOrder ToOrder(NpgsqlDataReader row, HashSet<OrderId> locked)
    {
        var order = OrderSql.Read(row, 0);
        return new PayableOrder(
            order, row.GetString(7), row.GetBoolean(8), row.IsDBNull(9) ? null : row.GetString(9), locked.Contains(order.Id))
        {
            Pending = row.IsDBNull(10) ? null : PaymentId.Of(row.GetString(10)),
        };
    }
}
