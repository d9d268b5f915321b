using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

internal static class GetRefund
{
    public static async Task<IResult> HandleAsync(
        RefundId id, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var found = await (
            from r in db.Refunds.AsNoTracking()
            join p in db.Payments on r.PaymentId equals p.Id
            where r.Id == id && r.MerchantId == merchant.Id
            select new { Refund = r, p.Amount.Currency }).SingleOrDefaultAsync(cancel);
        return found is null
            ? ApiErrors.RefundNotFound
            : JsonResponse.Of(RefundResponse.From(found.Refund, found.Currency), ApiJson.Default.RefundResponse);
    }
}
