using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Requests;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Refunds;

/// <summary>A full or partial refund.</summary>
public sealed record CreateRefundRequest
{
    /// <summary>Minor units. Default: the full refundable amount.</summary>
    /// <example>500</example>
    [Range(1, Money.Most, ErrorMessage = "amount must be at least 1")]
    public long? Amount { get; init; }

    /// <example>Customer request</example>
    [MaxLength(500, ErrorMessage = "reason must be at most 500 characters")]
    public string? Reason { get; init; }
}

internal static class CreateRefund
{
    public static readonly ApiError NotSuccessful = ApiErrors.BadRequest("Only a successful payment can be refunded");

    public static async Task<IResult> HandleAsync(
        PaymentId id, CreateRefundRequest? request, CurrentMerchant merchant, GatewayDb db, SaveOnce once, TimeProvider clock,
        HttpContext http, CancellationToken cancel)
    {
        if (JsonBody.Of(http) is { } body && body.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Null)
        {
            return ApiErrors.BadRequest(
                "amount must be a number: omit it to refund the full refundable amount", "amount");
        }

        return await OptimisticRetry.RunAsync(db, async () =>
        {
            var found = await (
                from p in db.Payments
                join m in db.Merchants on p.MerchantId equals m.Id
                where p.Id == id && p.MerchantId == merchant.Id
                select new { Payment = p, m.WebhookUrl }).SingleOrDefaultAsync(cancel);
            return found is null
                ? ApiErrors.PaymentNotFound
                : Refuse(found.Payment, request?.Amount)
                    ?? await SaveAsync(found.Payment, request, found.WebhookUrl, db, once, clock.GetUtcNow(), cancel);
        });
    }

    private static ApiError? Refuse(Payment payment, long? amount) => payment switch
    {
        { Status: not PaymentStatus.Succeeded } => NotSuccessful,
        _ when payment.RefundableAmount == 0 || amount > payment.RefundableAmount =>
            ApiErrors.RefundExceeds(payment.RefundableAmount),
        { Method: PaymentMethodKind.Card } when amount is { } part && part != payment.RefundableAmount
            && !CardAmounts.IsAccepted(payment.Amount with { MinorUnits = part }) =>
            ApiErrors.NotInTens(payment.Amount.Currency),
        _ => null,
    };

    private static async Task<IResult> SaveAsync(
        Payment payment, CreateRefundRequest? request, string? webhookUrl, GatewayDb db, SaveOnce once, DateTimeOffset now,
        CancellationToken cancel)
    {
        var refund = Refund.Create(payment, request?.Amount ?? payment.RefundableAmount, request?.Reason, now);
        payment.ReserveRefund(refund.Amount, now);
        db.Refunds.Add(refund);
        db.Jobs.Add(Job.ProcessRefund(refund.Id));
        db.Announce(WebhookEvents.RefundCreated(refund, now), webhookUrl);
        var answer = await once.SaveAsync(StatusCodes.Status201Created,
            RefundResponse.From(refund, payment.Amount.Currency), ApiJson.Default.RefundResponse,
            isSaved: () => db.Refunds.AnyAsync(r => r.Id == refund.Id, cancel), cancel);
        if (answer is StoredJson { IsReplay: false })
        {
            RefundMetrics.Count(refund);
        }

        return answer;
    }
}
