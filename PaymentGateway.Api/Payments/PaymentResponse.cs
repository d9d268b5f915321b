using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Payments;

/// <param name="Amount">Minor units.</param>
/// <param name="Vpa">For upi only.</param>
/// <param name="CardNetwork">For card only.</param>
/// <param name="CardLast4">For card only; no more of the number is kept anywhere.</param>
/// <param name="Status">pending, success or failed.</param>
/// <param name="AmountRefunded">Minor units that have been paid back.</param>
/// <param name="AmountRefundable">Minor units that no refund has paid back or reserved; 0 unless it has succeeded.</param>
/// <param name="RefundStatus">none, partial or full.</param>
/// <param name="BankReference">The bank's own number of it; null until the bank has decided.</param>
public record PaymentResponse(
    string Id, string OrderId, Guid MerchantId, long Amount, string Currency, string Method, string? Vpa,
    string? CardNetwork, string? CardLast4, string Status, bool Captured, long AmountRefunded, long AmountRefundable,
    string RefundStatus, string? BankReference, string? ErrorCode, string? ErrorReason, string? ErrorDescription,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static PaymentResponse From(Payment payment) => new(
        payment.Id.Value, payment.OrderId.Value, payment.MerchantId.Value, payment.Amount.MinorUnits, payment.Amount.Currency,
        PaymentMethodKinds.WireName(payment.Method), payment.Vpa, payment.CardNetwork, payment.CardLast4,
        PaymentStatuses.WireName(payment.Status), payment.Captured, payment.RefundedAmount, payment.RefundableAmount,
        NameRefunds(payment), payment.BankReference, payment.ErrorCode, payment.ErrorReason, payment.ErrorDescription,
        payment.CreatedAt, payment.UpdatedAt);

    // Derived: a full refund does not change the status, which is final.
    private static string NameRefunds(Payment payment) => payment.RefundedAmount switch
    {
        0 => "none",
        _ when payment.RefundedAmount == payment.Amount.MinorUnits => "full",
        _ => "partial",
    };
}
