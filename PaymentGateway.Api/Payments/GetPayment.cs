using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

internal static class GetPayment
{
    public static async Task<IResult> HandleAsync(PaymentId id, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel) =>
        await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.MerchantId == merchant.Id, cancel) is { } payment
            ? JsonResponse.Of(PaymentResponse.From(payment), ApiJson.Default.PaymentResponse)
            : ApiErrors.PaymentNotFound;
}
