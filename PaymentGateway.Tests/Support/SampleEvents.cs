using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Tests.Support;

/// <summary>Payments and refunds that were never in a database.</summary>
internal static class SampleEvents
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_705_315_870);

    public static Payment Payment(BankDecision? settledBy = null)
    {
        var payment = SamplePayment.Create(Now, amount: 50_000);
        if (settledBy is not null)
        {
            payment.Settle(settledBy, Now);
        }

        return payment;
    }

    public static Refund Refund(string? reason, BankDecision? settledBy = null)
    {
        var refund = PaymentGateway.Core.Refunds.Refund.Create(Payment(BankDecision.Approved("ref")), 500, reason, Now);
        if (settledBy is not null)
        {
            refund.Settle(settledBy, Now);
        }

        return refund;
    }
}
