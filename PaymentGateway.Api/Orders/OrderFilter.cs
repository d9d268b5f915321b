using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

/// <summary>Which orders a list shows: <c>status</c>, <c>receipt</c>.</summary>
internal sealed record OrderFilter(OrderStatus? Status, string? Receipt) : IEndpointParameterMetadataProvider
{
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(QueryParameter.OneOf("status", "Only of this status.", WireNames.OrderStatuses));
        builder.Metadata.Add(QueryParameter.Text("receipt", "Only with this number of yours.", "order_001"));
    }

    public static ValueTask<OrderFilter> BindAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        return ValueTask.FromResult(new OrderFilter(
            query.OneOf("status", OrderStatuses.Parse, "created, attempted, paid"), query.Text("receipt")));
    }

    public IQueryable<Order> Of(MerchantId merchant, GatewayDb db)
    {
        var orders = db.Orders.Where(o => o.MerchantId == merchant);
        orders = Status is { } status ? orders.Where(o => o.Status == status) : orders;
        return Receipt is { } receipt ? orders.Where(o => o.Receipt == receipt) : orders;
    }
}
