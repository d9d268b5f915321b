using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Orders;

/// <summary>Reads and writes orders for a whole batch.</summary>
public static class OrderSql
{
    /// <summary>Of the table <c>orders o</c>, for <see cref="Read"/>: what a payment needs of its order.</summary>
    public const string Columns = "o.id, o.merchant_id, o.amount, o.currency, o.status, o.attempts, o.reusable";

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

    /// <summary>Orders that the transaction has locked and that have been paid.</summary>
    public static NpgsqlBatchCommand UpdatePaid(IReadOnlyList<Order> orders) =>
        new NpgsqlBatchCommand("""
            UPDATE orders o SET status = i.status, amount_paid = i.amount_paid, updated_at = i.updated_at
            FROM unnest($1, $2, $3, $4) AS i (id, status, amount_paid, updated_at) WHERE o.id = i.id
            """)
            .WithTexts(orders, o => o.Id.Value)
            .WithTexts(orders, o => OrderStatuses.WireName(o.Status))
            .WithNumbers(orders, o => o.AmountPaid)
            .WithTimes(orders, o => o.UpdatedAt);

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static Order Read(NpgsqlDataReader row, int at) => Order.Restore(
        OrderId.Of(row.GetString(at)), new MerchantId(row.GetGuid(at + 1)), new Money(row.GetInt64(at + 2), row.GetString(at + 3)),
        OrderStatuses.FromWireName(row.GetString(at + 4)), row.GetInt32(at + 5), row.GetBoolean(at + 6));
}
