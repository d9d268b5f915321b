using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

/// <param name="Amount">Minor units.</param>
/// <param name="Status">pending, processed or failed.</param>
public sealed record RefundResponse(
    string Id, string PaymentId, Guid MerchantId, long Amount, string? Reason, string Status, DateTimeOffset CreatedAt,
    DateTimeOffset? ProcessedAt)
{
    internal static RefundResponse From(Refund refund) => new(
        refund.Id.Value, refund.PaymentId.Value, refund.MerchantId.Value, refund.Amount, refund.Reason,
        RefundStatuses.WireName(refund.Status), refund.CreatedAt, refund.ProcessedAt);
}
