using PaymentGateway.Api.Json;
using PaymentGateway.Api.Payments;

namespace PaymentGateway.Api.Checkout;

internal static class CreatePublicPayment
{
    public static Task<IResult> HandleAsync(
        CreatePaymentRequest request, PaymentStarter payments, CancellationToken cancellationToken) =>
        payments.StartAsync(request,
            found => found.IsMerchantActive && (request.Key is null || found.ApiKey == request.Key),
            PublicPaymentResponse.From, ApiJson.Default.PublicPaymentResponse, cancellationToken);
}
