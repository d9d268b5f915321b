using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;

namespace PaymentGateway.Api.Payments;

internal static class CreatePayment
{
    public static Task<IResult> HandleAsync(
        CreatePaymentRequest request, CurrentMerchant merchant, PaymentStarter payments, CancellationToken cancel) =>
        payments.StartAsync(request, order => order.MerchantId == merchant.Id,
            PaymentResponse.From, ApiJson.Default.PaymentResponse, cancel);
}
