using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Checkout;

/// <param name="Amount">Minor units.</param>
/// <param name="AllowedOrigins">Sites that may show the checkout in a frame.</param>
public sealed record PublicOrderResponse(
    string Id, long Amount, string Currency, string Status, string MerchantName, IReadOnlyList<string> AllowedOrigins);

internal static class GetPublicOrder
{
    public static async Task<IResult> HandleAsync(OrderId id, GatewayDb db, CancellationToken cancel) =>
        await db.Orders.AsNoTracking().Include(o => o.Merchant)
            .SingleOrDefaultAsync(o => o.Id == id && o.Merchant!.IsActive, cancel) is { } order
            ? JsonResponse.Of(
                new PublicOrderResponse(order.Id.Value, order.Amount.MinorUnits, order.Amount.Currency,
                    OrderStatuses.WireName(order.Status), order.Merchant!.Name, order.Merchant.AllowedOrigins),
                ApiJson.Default.PublicOrderResponse)
            : ApiErrors.OrderNotFound;
}
