using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Payments;

/// <summary>
/// A late approval: the bank took the money of a payment that had timed out, and all of it goes back. Not a refund: the
/// payment stays failed, and no webhook tells of it.
/// </summary>
public sealed class PaymentReversal
{
    private PaymentReversal()
    {
    }

    public PaymentId PaymentId { get; private set; }

    public MerchantId MerchantId { get; private set; }

    public PaymentReversalStatus Status { get; private set; }

    /// <summary>The bank's own number for the late approval.</summary>
    public string ApprovalReference { get; private set; } = "";

    /// <summary>The bank's own number for the return of the money.</summary>
    public string? BankReference { get; private set; }

    /// <summary>When the late approval was heard of.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ProcessedAt { get; private set; }

    /// <exception cref="IllegalTransitionException">The payment has not timed out.</exception>
    public static PaymentReversal Create(Payment payment, BankDecision approval, DateTimeOffset now)
    {
        if (!payment.HasTimedOut || !approval.IsApproved)
        {
            throw new IllegalTransitionException("Only the late approval of a timed-out payment is reversed.");
        }

        return new PaymentReversal
        {
            PaymentId = payment.Id,
            MerchantId = payment.MerchantId,
            ApprovalReference = approval.Reference,
            CreatedAt = now,
        };
    }

    /// <summary>A stored reversal, as far as its next step needs it.</summary>
    internal static PaymentReversal Restore(Payment payment, PaymentReversalStatus status) => new()
    {
        PaymentId = payment.Id,
        MerchantId = payment.MerchantId,
        Status = status,
    };

    /// <summary>The bank has returned the money.</summary>
    /// <exception cref="IllegalTransitionException">It has been processed already.</exception>
    public void Process(string bankReference, DateTimeOffset now)
    {
        if (Status == PaymentReversalStatus.Processed)
        {
            throw new IllegalTransitionException("A reversal is processed once.");
        }

        Status = PaymentReversalStatus.Processed;
        BankReference = bankReference;
        ProcessedAt = now;
    }
}
