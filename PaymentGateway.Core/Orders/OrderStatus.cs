namespace PaymentGateway.Core.Orders;

public enum OrderStatus
{
    Created,
    Attempted,
    Paid,
}

/// <summary>The names on the wire and in the database; they never change.</summary>
public static class OrderStatuses
{
    public static string WireName(OrderStatus status) => status switch
    {
        OrderStatus.Created => "created",
        OrderStatus.Attempted => "attempted",
        OrderStatus.Paid => "paid",
    };

    public static OrderStatus? Parse(string? name) => name switch
    {
        "created" => OrderStatus.Created,
        "attempted" => OrderStatus.Attempted,
        "paid" => OrderStatus.Paid,
        _ => null,
    };

    /// <summary>Every move an order may make; the trigger order_guard says the same in the database.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => (from, to) switch
    {
        (OrderStatus.Created, OrderStatus.Attempted) => true,
        (OrderStatus.Attempted, OrderStatus.Attempted or OrderStatus.Paid) => true,
        _ => false, // what is not listed is forbidden
    };

    internal static OrderStatus FromWireName(string name) =>
        Parse(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such order status.");
}
