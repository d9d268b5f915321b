using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Orders;

namespace PaymentGateway.Api.Orders;

/// <summary>Which orders a list shows.</summary>
public sealed record OrderFilter
{
    [FromQuery(Name = "status"), QueryName(typeof(OrderStatus)), Description("Only of this status.")]
    public string? Status { get; init; }

    [FromQuery(Name = "receipt"), QueryText("order_001"), Description("Only with this number of yours.")]
    public string? Receipt { get; init; }

    internal IQueryable<Order> Of(IQueryable<Order> orders)
    {
        orders = OrderStatuses.Parse(Status) is { } status ? orders.Where(o => o.Status == status) : orders;
        return Receipt is { } receipt ? orders.Where(o => o.Receipt == receipt) : orders;
    }
}
