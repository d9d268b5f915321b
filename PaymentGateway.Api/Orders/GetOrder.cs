using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

internal static class GetOrder
{
    public static async Task<IResult> HandleAsync(OrderId id, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel) =>
        await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.MerchantId == merchant.Id, cancel) is { } order
            ? JsonResponse.Of(OrderResponse.From(order), ApiJson.Default.OrderResponse)
            : ApiErrors.OrderNotFound;
}
