using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

internal static class ListOrders
{
    public static async Task<IResult> HandleAsync(
        string? status, string? receipt, PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var orders = db.Orders.Where(o => o.MerchantId == merchant.Id);
        if (status is not null)
        {
            if (OrderStatuses.Parse(status) is not { } wanted)
            {
                return ApiErrors.BadRequest("status is one of created, attempted, paid", "status");
            }

            orders = orders.Where(o => o.Status == wanted);
        }

        if (receipt is not null)
        {
            orders = orders.Where(o => o.Receipt == receipt);
        }

        var newestFirst = orders.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id);
        return Results.Json(
            await PageOf.ReadAsync(newestFirst, o => o.Id, page, OrderResponse.From, cancel), ApiJson.Default.PageOfOrderResponse);
    }
}
