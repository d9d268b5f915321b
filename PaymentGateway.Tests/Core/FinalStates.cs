using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>What has ended stays as it ended (I3), in the code as well as in the database.</summary>
public sealed class FinalStates
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Now.AddSeconds(5);
    private static readonly BankDecision Approved = BankDecision.Approved("bank_1");
    private static readonly BankDecision Declined = BankDecision.Declined(DeclineReasons.TechnicalError, "bank_2");

    private static readonly Dictionary<string, Action<Payment, DateTimeOffset>> Ends = new()
    {
        ["approval"] = (payment, at) => payment.Settle(Approved, at),
        ["decline"] = (payment, at) => payment.Settle(Declined, at),
        ["time-out"] = (payment, at) => payment.TimeOut(at),
    };

    public static MatrixTheoryData<string, string> PairsOfEnds => new(Ends.Keys, Ends.Keys);

    public static MatrixTheoryData<bool, bool> PairsOfDecisions => new([true, false], [true, false]);

    [Theory]
    [MemberData(nameof(PairsOfEnds))]
    public void A_payment_ends_once(string first, string second)
    {
        var payment = SamplePayment.Create(Now);
        Ends[first](payment, Now);
        var (status, reason, reference) = (payment.Status, payment.ErrorReason, payment.BankReference);

        Assert.Throws<IllegalTransitionException>(() => Ends[second](payment, Later));

        Assert.Equal((status, reason, reference, Now), (payment.Status, payment.ErrorReason, payment.BankReference, payment.CompletedAt!.Value));
    }

    [Theory]
    [MemberData(nameof(PairsOfDecisions))]
    public void A_refund_ends_once(bool first, bool second)
    {
        var payment = SamplePayment.Create(Now);
        payment.Settle(Approved, Now);
        var refund = Refund.Create(payment, 100, reason: null, Now);
        refund.Settle(first ? Approved : Declined, Now);
        var (status, processedAt) = (refund.Status, refund.ProcessedAt);

        Assert.Throws<IllegalTransitionException>(() => refund.Settle(second ? Approved : Declined, Later));

        Assert.Equal((status, processedAt), (refund.Status, refund.ProcessedAt));
    }
}
