using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

internal static class ListOrders
{
    public static async Task<IResult> HandleAsync(
        OrderFilter filter, PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var newestFirst = filter.Of(merchant.Id, db).OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id);
        return JsonResponse.Of(
            await PageOf.ReadAsync(newestFirst, o => o.Id, page, OrderResponse.From, cancel), ApiJson.Default.PageOfOrderResponse);
    }
}
