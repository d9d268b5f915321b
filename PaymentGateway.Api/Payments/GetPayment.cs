using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Payments;

internal static class GetPayment
{
    public static async Task<IResult> HandleAsync(
        PaymentId id, CurrentMerchant merchant, BatchQueue<PaymentId, PaymentLookup> payments,
        CancellationToken cancellationToken) =>
        (await payments.RunAsync(id, cancellationToken)).Payment is { } payment && payment.MerchantId == merchant.Id
            ? JsonResponse.Of(PaymentResponse.From(payment), ApiJson.Default.PaymentResponse)
            : ApiErrors.PaymentNotFound;
}
