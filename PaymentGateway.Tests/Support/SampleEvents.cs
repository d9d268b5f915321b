using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Tests.Support;

/// <summary>Payments and refunds that were never in a database.</summary>
internal static class SampleEvents
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_705_315_870);

    public static Payment Payment(BankDecision? settledBy = null)
    {
        var order = Order.Create(MerchantId.New(), new Money(50_000, "INR"), receipt: null, notes: null, Now);
        Assert.True(Vpa.TryParse("user@paytm", out var vpa));
        var payment = PaymentGateway.Core.Payments.Payment.Create(order, new UpiMethod(vpa, SimulatedOutcome: null), Now);
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
