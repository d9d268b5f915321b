namespace PaymentGateway.Tests.Properties;

/// <summary>The rules of money once more, as plainly as they can be said.</summary>
internal sealed class MoneyModel
{
    public const long Amount = 1000;

    public List<OrderState> Orders { get; } = [];

    public List<PaymentState> Payments { get; } = [];

    public List<RefundState> Refunds { get; } = [];

    /// <summary>How many there are of what a step is about.</summary>
    public int CountFor(StepKind kind) => kind switch
    {
        StepKind.Order => 1,
        StepKind.Pay => Orders.Count,
        StepKind.Settle or StepKind.Capture or StepKind.Refund or StepKind.TimeOut or StepKind.ApproveLate or StepKind.Reverse => Payments.Count,
        StepKind.SettleRefund => Refunds.Count,
    };

    /// <returns>Whether it may happen; then it has.</returns>
    public bool Apply(Step step, int which) => step.Kind switch
    {
        StepKind.Order => CreateOrder(),
        StepKind.Pay => Pay(which),
        StepKind.Settle => Settle(which, step.Succeeds),
        StepKind.Capture => Capture(which),
        StepKind.Refund => Refund(which, Amount * step.Percent / 100),
        StepKind.SettleRefund => SettleRefund(which, step.Succeeds),
        StepKind.TimeOut => TimeOut(which),
        StepKind.ApproveLate => ApproveLate(which),
        StepKind.Reverse => Reverse(which),
    };

    private bool CreateOrder()
    {
        Orders.Add(new("created", 0, 0));
        return true;
    }

    private bool Pay(int which)
    {
        var isFree = Payments.All(payment => payment.Order != which || payment.Status == "failed");
        if (isFree)
        {
            Orders[which] = Orders[which] with { Status = "attempted", Attempts = Orders[which].Attempts + 1 };
            Payments.Add(new(which, "pending", Captured: false, 0, 0));
        }

        return isFree;
    }

    private bool Settle(int which, bool succeeds)
    {
        var payment = Payments[which];
        if (payment.Status != "pending")
        {
            return false;
        }

        Payments[which] = payment with { Status = succeeds ? "success" : "failed" };
        if (succeeds)
        {
            Orders[payment.Order] = Orders[payment.Order] with { Status = "paid", AmountPaid = Amount };
        }

        return true;
    }

    private bool Capture(int which)
    {
        var may = Payments[which] is { Status: "success", Captured: false };
        Payments[which] = may ? Payments[which] with { Captured = true } : Payments[which];
        return may;
    }

    private bool Refund(int which, long amount)
    {
        var payment = Payments[which];
        var may = payment.Status == "success" && amount <= Amount - payment.Reserved;
        if (may)
        {
            Payments[which] = payment with { Reserved = payment.Reserved + amount };
            Refunds.Add(new(which, amount, "pending"));
        }

        return may;
    }

    private bool SettleRefund(int which, bool succeeds)
    {
        var refund = Refunds[which];
        if (refund.Status != "pending")
        {
            return false;
        }

        Refunds[which] = refund with { Status = succeeds ? "processed" : "failed" };
        var payment = Payments[refund.Payment];
        Payments[refund.Payment] = succeeds
            ? payment with { Refunded = payment.Refunded + refund.Amount }
            : payment with { Reserved = payment.Reserved - refund.Amount };
        return true;
    }

    private bool TimeOut(int which)
    {
        var may = Payments[which].Status == "pending";
        Payments[which] = may ? Payments[which] with { Status = "failed", TimedOut = true } : Payments[which];
        return may;
    }

    /// <summary>A late approval moves no order and no payment; its money is on its way back, once.</summary>
    private bool ApproveLate(int which)
    {
        var may = Payments[which] is { TimedOut: true, Reversal: null };
        Payments[which] = may ? Payments[which] with { Reversal = "pending" } : Payments[which];
        return may;
    }

    private bool Reverse(int which)
    {
        var may = Payments[which].Reversal == "pending";
        Payments[which] = may ? Payments[which] with { Reversal = "processed" } : Payments[which];
        return may;
    }

    public sealed record OrderState(string Status, int Attempts, long AmountPaid);

    public sealed record PaymentState(int Order, string Status, bool Captured, long Reserved, long Refunded)
    {
        public bool TimedOut { get; init; }

        /// <summary>null, pending or processed.</summary>
        public string? Reversal { get; init; }
    }

    public sealed record RefundState(int Payment, long Amount, string Status);
}
