using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

internal static class PaymentStory
{
    /// <returns>In one sentence, where the payment stands and what can be done next.</returns>
    public static string Of(Payment payment)
    {
        var refunded = MoneyFormat.Of(payment.AmountRefunded, payment.Currency);
        var refundable = MoneyFormat.Of(payment.AmountRefundable, payment.Currency);
        return payment switch
        {
            { Status: Payment.Pending } => "Waiting for the bank's decision.",
            { Status: Payment.Failed } => $"{payment.ErrorDescription}.",
            { RefundStatus: "full" } => "Refunded in full.",
            { RefundStatus: "partial" } => $"{refunded} refunded, {refundable} can still be refunded.",
            { AmountRefundable: 0 } => "A full refund is pending.",
            { Captured: false } => "Approved by the bank, not captured yet.",
            _ => "Approved by the bank and captured.",
        };
    }
}
