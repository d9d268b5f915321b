using System.Diagnostics;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Core.Payments;

/// <summary>One attempt to pay an order. Born pending, settled once by the worker, then final.</summary>
public sealed class Payment
{
    private Payment()
    {
    }

    public PaymentId Id { get; private set; }

    public OrderId OrderId { get; private set; }

    public MerchantId MerchantId { get; private set; }

    public Money Amount { get; private set; }

    public PaymentMethodKind Method { get; private set; }

    public string? Vpa { get; private set; }

    public string? CardNetwork { get; private set; }

    public string? CardLast4 { get; private set; }

    public PaymentStatus Status { get; private set; }

    public bool Captured { get; private set; }

    public DateTimeOffset? CapturedAt { get; private set; }

    /// <summary>Minor units of all pending and processed refunds: never above the amount.</summary>
    public long RefundReserved { get; private set; }

    /// <summary>Minor units of all processed refunds.</summary>
    public long RefundedAmount { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorReason { get; private set; }

    public string? ErrorDescription { get; private set; }

    public string? BankReference { get; private set; }

    /// <summary>False only for payments of a reusable order: an exclusive one keeps others of its order out.</summary>
    public bool Exclusive { get; private set; }

    public string? SimulatedOutcome { get; private set; }

    /// <summary>Trace of the request that created it: 32 hexadecimal digits. It outlives the job.</summary>
    public string? TraceId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public bool IsSettled => Status != PaymentStatus.Pending;

    /// <summary>Failed without a decision of the bank, which may still come.</summary>
    public bool HasTimedOut => ErrorReason == DeclineReasons.TimedOut && BankReference is null;

    public long RefundableAmount => Status == PaymentStatus.Succeeded ? Amount.MinorUnits - RefundReserved : 0;

    /// <param name="id">For a try that is repeated because its commit was not confirmed; null: a new one.</param>
    public static Payment Create(Order order, PaymentMethod method, DateTimeOffset now, PaymentId? id = null)
    {
        var payment = new Payment
        {
            Id = id ?? PaymentId.New(),
            OrderId = order.Id,
            MerchantId = order.MerchantId,
            Amount = order.Amount,
            Method = method.Kind,
            Status = PaymentStatus.Pending,
            Exclusive = !order.Reusable,
            SimulatedOutcome = method.SimulatedOutcome,
            TraceId = Activity.Current?.TraceId.ToHexString(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        (payment.Vpa, payment.CardNetwork, payment.CardLast4) = method switch
        {
            UpiMethod upi => (upi.Vpa.Value, null, null),
            CardMethod card => ((string?)null, card.Network, card.LastFour),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method.Kind, "No such payment method."),
        };
        return payment;
    }

    /// <summary>A stored payment.</summary>
    internal static Payment Restore(StoredPayment row) => new()
    {
        Id = row.Id,
        OrderId = row.OrderId,
        MerchantId = row.MerchantId,
        Amount = row.Amount,
        Method = row.Method,
        Vpa = row.Vpa,
        CardNetwork = row.CardNetwork,
        CardLast4 = row.CardLast4,
        Status = row.Status,
        Captured = row.Captured,
        CapturedAt = row.CapturedAt,
        RefundReserved = row.RefundReserved,
        RefundedAmount = row.RefundedAmount,
        ErrorCode = row.ErrorCode,
        ErrorReason = row.ErrorReason,
        ErrorDescription = row.ErrorDescription,
        BankReference = row.BankReference,
        Exclusive = row.Exclusive,
        SimulatedOutcome = row.SimulatedOutcome,
        TraceId = row.TraceId,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        CompletedAt = row.CompletedAt,
    };

    /// <summary>The bank's decision: one of the two ways out of pending.</summary>
    /// <exception cref="IllegalTransitionException">The payment is settled already.</exception>
    public void Settle(BankDecision decision, DateTimeOffset now)
    {
        Complete(decision.IsApproved ? PaymentStatus.Succeeded : PaymentStatus.Failed, decision.Reason, now);
        BankReference = decision.Reference;
    }

    /// <summary>The bank has not decided in time. If it approves later, the money goes back by a reversal.</summary>
    /// <exception cref="IllegalTransitionException">The payment is settled already.</exception>
    public void TimeOut(DateTimeOffset now) => Complete(PaymentStatus.Failed, DeclineReasons.TimedOut, now);

    /// <exception cref="IllegalTransitionException">Not succeeded, or captured already.</exception>
    public void Capture(DateTimeOffset now)
    {
        if (Status != PaymentStatus.Succeeded || Captured)
        {
            throw new IllegalTransitionException($"A {(Captured ? "captured" : Status)} payment cannot be captured.");
        }

        Captured = true;
        CapturedAt = now;
        UpdatedAt = now;
    }

    /// <summary>Sets money aside for a refund that the worker will carry out.</summary>
    /// <exception cref="IllegalTransitionException">Not succeeded, or less is left.</exception>
    public void ReserveRefund(long minorUnits, DateTimeOffset now)
    {
        if (minorUnits <= 0 || minorUnits > RefundableAmount)
        {
            throw new IllegalTransitionException($"{RefundableAmount} of this payment can be refunded, not {minorUnits}.");
        }

        RefundReserved += minorUnits;
        UpdatedAt = now;
    }

    /// <summary>What was set aside has been paid out, or is free again.</summary>
    public void Conclude(Refund refund, DateTimeOffset now)
    {
        if (refund.Status == RefundStatus.Processed)
        {
            RefundedAmount += refund.Amount;
        }
        else
        {
            RefundReserved -= refund.Amount;
        }

        UpdatedAt = now;
    }

    private void Complete(PaymentStatus to, string? failureReason, DateTimeOffset now)
    {
        if (!PaymentLifecycle.Allows(Status, to))
        {
            throw new IllegalTransitionException($"A payment cannot go from {Status} to {to}.");
        }

        Status = to;
        CompletedAt = now;
        UpdatedAt = now;
        if (to == PaymentStatus.Failed)
        {
            ErrorCode = "PAYMENT_FAILED";
            ErrorReason = failureReason;
            ErrorDescription = DeclineReasons.Describe(failureReason!);
        }
    }
}
