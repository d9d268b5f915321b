using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>Only the full amount can be captured: an amount that is sent must equal the payment's.</summary>
public sealed record CapturePaymentRequest
{
    /// <summary>Minor units.</summary>
    /// <example>50000</example>
    public long? Amount { get; init; }
}

internal static class CapturePayment
{
    public static readonly ApiError NotSuccessful = ApiErrors.BadRequest("Only a successful payment can be captured");
    public static readonly ApiError CapturedAlready = ApiErrors.BadRequest("Payment already captured");

    public static Task<IResult> HandleAsync(
        PaymentId id, CapturePaymentRequest? request, CurrentMerchant merchant, GatewayDb db, SaveOnce once,
        TimeProvider clock, CancellationToken cancel) =>
        OptimisticRetry.RunAsync(db, async () =>
        {
            var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == id && p.MerchantId == merchant.Id, cancel);
            if (payment is null)
            {
                return ApiErrors.PaymentNotFound;
            }

            if (Refuse(payment, request?.Amount) is { } refusal)
            {
                return refusal;
            }

            payment.Capture(clock.GetUtcNow());
            return await once.SaveAsync(StatusCodes.Status200OK, PaymentResponse.From(payment),
                ApiJson.Default.PaymentResponse, isSaved: () => Task.FromResult(false), cancel);
        });

    private static ApiError? Refuse(Payment payment, long? amount) => payment switch
    {
        { Status: not PaymentStatus.Succeeded } => NotSuccessful,
        { Captured: true } => CapturedAlready,
        _ when amount is { } sent && sent != payment.Amount.MinorUnits =>
            ApiErrors.BadRequest("amount must equal the payment's amount", "amount"),
        _ => null,
    };
}
