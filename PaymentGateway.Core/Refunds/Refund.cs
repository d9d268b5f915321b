using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Refunds;

/// <summary>Money on its way back. Its amount is reserved on the payment from the first moment.</summary>
public sealed class Refund
{
    private Refund()
    {
    }

    public RefundId Id { get; private set; }

    public PaymentId PaymentId { get; private set; }

    public MerchantId MerchantId { get; private set; }

    /// <summary>Minor units of the payment's currency.</summary>
    public long Amount { get; private set; }

    public string? Reason { get; private set; }

    public RefundStatus Status { get; private set; }

    /// <summary>Why the bank did not carry it out; of a failed refund only, and of none from before this was kept.</summary>
    public string? ErrorDescription { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ProcessedAt { get; private set; }

    public static Refund Create(Payment payment, long amount, string? reason, DateTimeOffset now) => new()
    {
        Id = RefundId.New(),
        PaymentId = payment.Id,
        MerchantId = payment.MerchantId,
        Amount = amount,
        Reason = reason,
        CreatedAt = now,
    };

    /// <summary>A stored refund that is pending.</summary>
    internal static Refund RestorePending(
        RefundId id, PaymentId payment, MerchantId merchant, long amount, string? reason, DateTimeOffset createdAt) => new()
        {
            Id = id,
            PaymentId = payment,
            MerchantId = merchant,
            Amount = amount,
            Reason = reason,
            CreatedAt = createdAt,
        };

    /// <summary>The only way to processed or failed.</summary>
    /// <exception cref="IllegalTransitionException">The refund is settled already.</exception>
    public void Settle(BankDecision decision, DateTimeOffset now)
    {
        var to = decision.IsApproved ? RefundStatus.Processed : RefundStatus.Failed;
        if (!RefundStatuses.Allows(Status, to))
        {
            throw new IllegalTransitionException($"A refund cannot go from {Status} to {to}.");
        }

        Status = to;
        ProcessedAt = decision.IsApproved ? now : null;
        ErrorDescription = decision.IsApproved ? null : DeclineReasons.DescribeRefund(decision.Reason!);
    }
}
