using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Tests.Support;

internal static class SamplePayment
{
    /// <summary>A pending payment of a new order that is in no database.</summary>
    /// <param name="scenario">What the simulated bank is told to do; null: nothing.</param>
    public static Payment Create(
        DateTimeOffset now, PaymentMethodKind method = PaymentMethodKind.Upi, string? scenario = null, long amount = 1000)
    {
        var order = Order.Create(MerchantId.New(), new Money(amount, "INR"), receipt: null, notes: null, now);
        Assert.True(Vpa.TryParse("user@paytm", out var vpa));
        return Payment.Create(order, method switch
        {
            PaymentMethodKind.Upi => new UpiMethod(vpa, scenario),
            PaymentMethodKind.Card => new CardMethod("visa", "1111", scenario),
        }, now);
    }
}
