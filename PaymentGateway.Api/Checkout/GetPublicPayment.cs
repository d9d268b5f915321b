using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Checkout;

internal static class GetPublicPayment
{
    public static async Task<IResult> HandleAsync(
        PaymentId id, BatchQueue<PaymentId, PaymentLookup> payments, CancellationToken cancellationToken) =>
        (await payments.RunAsync(id, cancellationToken)).Payment is { } payment
            ? JsonResponse.Of(PublicPaymentResponse.From(payment), ApiJson.Default.PublicPaymentResponse)
            : ApiErrors.PaymentNotFound;
}
