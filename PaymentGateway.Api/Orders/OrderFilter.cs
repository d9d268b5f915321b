using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Orders;

namespace PaymentGateway.Api.Orders;

/// <summary>Which orders a list shows.</summary>
public sealed record OrderFilter
{
    [FromQuery(Name = "status"), QueryName(typeof(OrderStatus)), Description("Only orders with this status.")]
    public string? Status { get; init; }

    [FromQuery(Name = "receipt"), QueryText("order_001"), Description("Only orders with this receipt.")]
    public string? Receipt { get; init; }

    [FromQuery(Name = "from"), QueryTime, Description("Only orders created at this time or later, RFC 3339 or Unix seconds.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("Only orders created before this time, RFC 3339 or Unix seconds.")]
    public string? To { get; init; }

    [FromQuery(Name = "q"), QueryText("order_001")]
    [Description("Search by order ID or receipt (whole or prefix) or by amount like 1,250.50. IDs ignore case. "
        + "At most 10,000 matches.")]
    public string? Q { get; init; }

    internal IQueryable<Order> Of(IQueryable<Order> orders)
    {
        orders = OrderStatuses.Parse(Status) is { } status ? orders.Where(o => o.Status == status) : orders;
        orders = Timestamp.Parse(From) is { } from ? orders.Where(o => o.CreatedAt >= from) : orders;
        orders = Timestamp.Parse(To) is { } to ? orders.Where(o => o.CreatedAt < to) : orders;
        return Receipt is { } receipt ? orders.Where(o => o.Receipt == receipt) : orders;
    }
}
