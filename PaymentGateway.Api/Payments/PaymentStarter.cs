using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Payments;

/// <summary>Starts a payment for a merchant or a shopper: parses the method and hands the request to the queue of creations.</summary>
internal sealed class PaymentStarter(
    PaymentMethodReader methods, BatchQueue<PaymentCreation, IResult> creations, RequestKey key)
{
    /// <summary>What can keep a payment from being started, for the document.</summary>
    public static readonly ApiError[] Refusals =
    [
        ApiErrors.InvalidVpa, ApiErrors.InvalidCard("card.number"), ApiErrors.ExpiredCard, ApiErrors.OrderNotFound,
        ApiErrors.OrderAlreadyPaid, ApiErrors.PaymentInProgress("pay_H8sK3jD9s2L1pQrT"),
    ];

    /// <param name="mayPay">Which orders the caller may pay at all; others are not found.</param>
    public async Task<IResult> StartAsync<TResponse>(
        CreatePaymentRequest request, Func<PayableOrder, bool> mayPay, Func<Payment, TResponse> respond,
        JsonTypeInfo<TResponse> shape, CancellationToken cancellationToken)
    {
        var (method, error) = methods.Read(request);
        if (method is null)
        {
            return error!;
        }

        var creation = new PaymentCreation(
            request, method, mayPay, payment => JsonSerializer.Serialize(respond(payment), shape), key.Value);
        return await creations.RunAsync(creation, cancellationToken);
    }
}
