using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

internal static class GetRefund
{
    public static async Task<IResult> HandleAsync(RefundId id, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel) =>
        await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.MerchantId == merchant.Id, cancel) is { } refund
            ? JsonResponse.Of(RefundResponse.From(refund), ApiJson.Default.RefundResponse)
            : ApiErrors.RefundNotFound;
}
