using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

/// <param name="Amount">Minor units.</param>
/// <param name="Currency">The payment's.</param>
/// <param name="Status">pending, processed or failed.</param>
/// <param name="ErrorDescription">Why it failed; null unless it has.</param>
public sealed record RefundResponse(
    string Id, string PaymentId, Guid MerchantId, long Amount, string Currency, string? Reason, string Status,
    string? ErrorDescription, DateTimeOffset CreatedAt, DateTimeOffset? ProcessedAt)
{
    internal static RefundResponse From(Refund refund, string currency) => new(
        refund.Id.Value, refund.PaymentId.Value, refund.MerchantId.Value, refund.Amount, currency, refund.Reason,
        RefundStatuses.WireName(refund.Status), refund.ErrorDescription, refund.CreatedAt, refund.ProcessedAt);
}
