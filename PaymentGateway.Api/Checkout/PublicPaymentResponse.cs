using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Checkout;

/// <summary>What a shopper may know of a payment.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Status">pending, success or failed.</param>
/// <param name="ErrorReason">Why it failed, for a page that says so in the shopper's language.</param>
public sealed record PublicPaymentResponse(
    string Id, string OrderId, long Amount, string Currency, string Method, string Status, string? ErrorCode,
    string? ErrorReason, string? ErrorDescription, DateTimeOffset CreatedAt)
{
    internal bool IsSettled => Status != PaymentStatuses.WireName(PaymentStatus.Pending);

    internal static PublicPaymentResponse From(Payment payment) => new(
        payment.Id.Value, payment.OrderId.Value, payment.Amount.MinorUnits, payment.Amount.Currency,
        PaymentMethodKinds.WireName(payment.Method), PaymentStatuses.WireName(payment.Status), payment.ErrorCode,
        payment.ErrorReason, payment.ErrorDescription, payment.CreatedAt);
}
