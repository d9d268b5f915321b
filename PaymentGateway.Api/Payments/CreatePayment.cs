using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;

namespace PaymentGateway.Api.Payments;

internal static class CreatePayment
{
    public static Task<IResult> HandleAsync(
        CreatePaymentRequest request, CurrentMerchant merchant, PaymentStarter payments, CancellationToken cancellationToken) =>
        payments.StartAsync(request, found => found.Order.MerchantId == merchant.Id,
            PaymentResponse.From, ApiJson.Default.PaymentResponse, cancellationToken);
}
