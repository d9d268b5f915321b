using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

internal static class ListOrders
{
    public static Task<IResult> HandleAsync(
        [AsParameters] OrderFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.Orders.Where(o => o.MerchantId == merchant.Id);
        return ListPage.AnswerAsync(all, filter.Of(all), page, PrefixedId.ParseOrUnknown<OrderId>, OrderResponse.From,
            ApiJson.Default.PageOfOrderResponse, cancel);
    }
}
