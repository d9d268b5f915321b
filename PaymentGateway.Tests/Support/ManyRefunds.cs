using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Tests.Support;

/// <summary>A payment with more refunds than one page of a list holds.</summary>
internal static class ManyRefunds
{
    /// <param name="areProcessed">Otherwise they stay pending: no job takes them further.</param>
    /// <returns>The payment's id: 500.00 INR, of which each refund took 1.00.</returns>
    public static async Task<string> AddAsync(TestMerchant merchant, int count, bool areProcessed = true)
    {
        var start = TimeProvider.System.GetUtcNow().AddDays(-1);
        Assert.True(Vpa.TryParse("shopper@okbank", out var vpa));
        var order = Order.Create(merchant.Id, new Money(50_000, "INR"), receipt: null, notes: null, start);
        order.Attempt(start);
        var payment = Payment.Create(order, new UpiMethod(vpa, SimulatedOutcome: null), start);
        payment.Settle(BankDecision.Approved("bank"), start);
        order.Pay(start);
        await using var db = merchant.Gateway.OpenDb();
        db.AddRange(order, payment);
        for (var i = 1; i <= count; i++)
        {
            var at = start.AddMinutes(i);
            var refund = Refund.Create(payment, 100, $"Item {i}", at);
            payment.ReserveRefund(100, at);
            db.Add(refund);
            db.Announce(WebhookEvents.RefundCreated(refund, at), webhookUrl: null);
            if (areProcessed)
            {
                refund.Settle(BankDecision.Approved("bank"), at);
                payment.Conclude(refund, at);
            }
        }

        await db.SaveChangesAsync();
        return payment.Id.Value;
    }
}
