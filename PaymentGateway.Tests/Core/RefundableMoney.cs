using PaymentGateway.Core.Payments;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>What is set aside for refunds never exceeds the payment (I4), in the code as well as in the database.</summary>
public sealed class RefundableMoney
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_more_is_set_aside_than_is_left()
    {
        var payment = Paid(1000);
        payment.ReserveRefund(600, Now);

        Assert.Throws<IllegalTransitionException>(() => payment.ReserveRefund(401, Now));
        Assert.Equal(400, payment.RefundableAmount);

        payment.ReserveRefund(400, Now);
        Assert.Equal(0, payment.RefundableAmount);
        Assert.Throws<IllegalTransitionException>(() => payment.ReserveRefund(1, Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Nothing_and_less_are_not_set_aside(long amount) =>
        Assert.Throws<IllegalTransitionException>(() => Paid(1000).ReserveRefund(amount, Now));

    [Fact]
    public void Nothing_of_a_payment_without_money_is_set_aside()
    {
        var failed = SamplePayment.Create(Now);
        failed.TimeOut(Now);

        Assert.All(new[] { SamplePayment.Create(Now), failed },
            payment => Assert.Throws<IllegalTransitionException>(() => payment.ReserveRefund(1, Now)));
    }

    private static Payment Paid(long amount)
    {
        var payment = SamplePayment.Create(Now, amount: amount);
        payment.Settle(BankDecision.Approved("bank_1"), Now);
        return payment;
    }
}
