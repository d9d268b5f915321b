using PaymentGateway.Api.Json;
using PaymentGateway.Api.Payments;

namespace PaymentGateway.Api.Checkout;

internal static class CreatePublicPayment
{
    public static Task<IResult> HandleAsync(
        CreatePaymentRequest request, PaymentStarter payments, CancellationToken cancel) =>
        payments.StartAsync(request,
            order => order.Merchant!.IsActive && (request.Key == null || order.Merchant.ApiKey == request.Key),
            PublicPaymentResponse.From, ApiJson.Default.PublicPaymentResponse, cancel);
}
