using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

internal static class ListOrders
{
    public static async Task<IResult> HandleAsync(
        [AsParameters] OrderFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.Orders.Where(o => o.MerchantId == merchant.Id);
        var found = await OrderSearch.FindAsync(db, merchant.Id, filter, cancel);
        var rows = found is null ? all : OrderSearchSql.Read(db, merchant.Id, found.Ids);
        var source = ListSource<Order>.Of(all, filter.Of(rows), found, filter with { Q = null } != new OrderFilter());
        return await ListPage.AnswerAsync(source, page, PrefixedId.ParseOrUnknown<OrderId>, OrderResponse.From,
            ApiJson.Default.PageOfOrderResponse, cancel);
    }
}
