using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Orders;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>
/// What a payment changes of its order is in no index: PostgreSQL then writes the row's next version and nothing else.
/// </summary>
public sealed class UpdatesOfOrders(Servers servers)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payment_and_its_settlement_write_no_index_of_orders()
    {
        await using var db = TestDatabase.Open(await servers.EmptyDatabaseAsync());
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken); // never committed
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, receipt,
                status, amount_paid, attempts, reusable, created_at, updated_at)
            SELECT 'order_hot', id, 1000, 'INR', 'receipt', 'created', 0, 0, false, now(), now() FROM merchants LIMIT 1
            """, CancellationToken);
        var order = await db.Orders.SingleAsync(o => o.Id == OrderId.Of("order_hot"), CancellationToken);

        order.Attempt(order.CreatedAt);
        await RunAsync(OrderSql.UpdateAttempts([order]));
        order.Pay(order.CreatedAt);
        await RunAsync(OrderSql.UpdatePaid([order]));

        Assert.Equal([2, 2], await db.Database.SqlQuery<long>($"""
            SELECT unnest(ARRAY[pg_stat_get_xact_tuples_updated(oid), pg_stat_get_xact_tuples_hot_updated(oid)]) AS "Value"
            FROM pg_class WHERE oid = 'orders'::regclass
            """).ToListAsync(CancellationToken));

        async Task RunAsync(NpgsqlBatchCommand command)
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
            Assert.Equal(1, await batch.ExecuteNonQueryAsync(CancellationToken));
        }
    }
}
