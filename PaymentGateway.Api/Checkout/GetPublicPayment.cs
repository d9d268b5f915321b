using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Checkout;

internal static class GetPublicPayment
{
    public static async Task<IResult> HandleAsync(PaymentId id, GatewayDb db, CancellationToken cancel) =>
        await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is { } payment
            ? JsonResponse.Of(PublicPaymentResponse.From(payment), ApiJson.Default.PublicPaymentResponse)
            : ApiErrors.PaymentNotFound;
}
