using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Orders;

/// <summary>Writes to orders for a whole batch.</summary>
public static class OrderSql
{
    /// <summary>The attempts of orders that the transaction has locked.</summary>
    public static NpgsqlBatchCommand UpdateAttempts(IReadOnlyList<Order> orders) =>
        new NpgsqlBatchCommand("""
            UPDATE orders o SET status = i.status, attempts = i.attempts, updated_at = i.updated_at
            FROM unnest($1, $2, $3, $4) AS i (id, status, attempts, updated_at) WHERE o.id = i.id
            """)
            .WithTexts(orders, o => o.Id.Value)
            .WithTexts(orders, o => OrderStatuses.WireName(o.Status))
            .WithNumbers(orders, o => o.Attempts)
            .WithTimes(orders, o => o.UpdatedAt);
}
