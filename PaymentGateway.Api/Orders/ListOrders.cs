using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

/// <summary>Which orders a list shows: <c>status</c>, <c>receipt</c>.</summary>
internal sealed record OrderFilter(OrderStatus? Status, string? Receipt)
{
    public static ValueTask<OrderFilter> BindAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        return ValueTask.FromResult(new OrderFilter(
            query.OneOf("status", OrderStatuses.Parse, "created, attempted, paid"), query.Text("receipt")));
    }
}

internal static class ListOrders
{
    public static async Task<IResult> HandleAsync(
        OrderFilter filter, PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var orders = db.Orders.Where(o => o.MerchantId == merchant.Id);
        orders = filter.Status is { } status ? orders.Where(o => o.Status == status) : orders;
        orders = filter.Receipt is { } receipt ? orders.Where(o => o.Receipt == receipt) : orders;
        var newestFirst = orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id);
        return Results.Json(
            await PageOf.ReadAsync(newestFirst, page, OrderResponse.From, cancel), ApiJson.Default.PageOfOrderResponse);
    }
}
