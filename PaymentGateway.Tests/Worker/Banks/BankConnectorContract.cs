using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Tests.Worker.Banks;

/// <summary>What the worker relies on in every connector (I2). A connector's tests derive from it and say how to open one.</summary>
public abstract class BankConnectorContract
{
    /// <summary>Enough to find a bank that decides again: of so many decisions, nine in ten alike, one differs.</summary>
    private const int Repeats = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_request_charges_once_and_gets_the_same_decision()
    {
        await using var bank = await OpenAsync();
        var payment = bank.NewPayment(BankScript.None);
        var decision = await AuthorizeAsync(bank, payment);

        for (var i = 0; i < Repeats; i++)
        {
            Assert.Equal(decision, (await bank.Connector.AuthoriseAsync(payment, Cancellation)).Decision);
        }

        Assert.Equal(decision.IsApproved ? 1 : 0, await bank.CountChargesAsync(payment));
    }

    [Fact]
    public async Task Every_payment_gets_a_decision_of_its_own()
    {
        await using var bank = await OpenAsync();
        var (approved, declined) = (bank.NewPayment(BankScript.Approve), bank.NewPayment(BankScript.Decline));

        Assert.True((await AuthorizeAsync(bank, approved)).IsApproved);
        Assert.False((await AuthorizeAsync(bank, declined)).IsApproved);

        Assert.Equal(1, await bank.CountChargesAsync(approved));
        Assert.Equal(0, await bank.CountChargesAsync(declined));
    }

    [Fact]
    public async Task A_payment_is_undecided_until_the_announced_time()
    {
        await using var bank = await OpenAsync();
        var payment = bank.NewPayment(BankScript.Approve);

        var first = await bank.Connector.AuthoriseAsync(payment, Cancellation);

        Assert.Null(first.Decision);
        Assert.True(first.ReadyAt > bank.Now);
        Assert.Equal(0, await bank.CountChargesAsync(payment));
        Assert.True((await AuthorizeAsync(bank, payment)).IsApproved);
    }

    [Fact]
    public async Task A_decline_gives_a_published_reason()
    {
        await using var bank = await OpenAsync();

        var decision = await AuthorizeAsync(bank, bank.NewPayment(BankScript.Decline));

        Assert.True(DeclineReasons.IsKnown(decision.Reason!), decision.Reason);
    }

    [Fact]
    public async Task A_charge_whose_response_was_lost_is_found_by_the_next_request()
    {
        await using var bank = await OpenAsync();
        var payment = bank.NewPayment(BankScript.LoseFirstResponse);
        await Assert.ThrowsAsync<BankUnavailableException>(() => bank.Connector.AuthoriseAsync(payment, Cancellation));

        var decision = await AuthorizeAsync(bank, payment);

        Assert.True(decision.IsApproved);
        Assert.Equal(1, await bank.CountChargesAsync(payment));
    }

    [Fact]
    public async Task A_result_that_comes_twice_is_the_same_both_times()
    {
        await using var bank = await OpenAsync();
        var payment = bank.NewPayment(BankScript.ReportTwice);
        var decision = await AuthorizeAsync(bank, payment);

        var second = await bank.Connector.AuthoriseAsync(payment, Cancellation);

        Assert.True(second.ComesAgain);
        Assert.Equal(decision, second.Decision);
        Assert.Equal(1, await bank.CountChargesAsync(payment));
    }

    [Fact]
    public async Task An_approval_after_the_timeout_is_reported_and_reversed_once()
    {
        await using var bank = await OpenAsync();
        var payment = bank.NewPayment(BankScript.ApproveLate);
        Assert.Null((await bank.Connector.AuthoriseAsync(payment, Cancellation)).Decision);
        payment.TimeOut(bank.Now - TimeSpan.FromMinutes(1));

        Assert.True((await AuthorizeAsync(bank, payment)).IsApproved);
        var reversal = await ReverseAsync(bank, payment);

        Assert.True(reversal.IsApproved);
        Assert.Equal(reversal, await ReverseAsync(bank, payment));
        Assert.Equal(1, await bank.CountChargesAsync(payment));
        Assert.Equal(1, await bank.CountReversalsAsync(payment));
    }

    [Fact]
    public async Task Each_of_two_refunds_is_paid_once()
    {
        await using var bank = await OpenAsync();
        var payment = await NewChargedPaymentAsync(bank, BankScript.Approve);
        var refunds = new[] { NewRefund(bank, payment), NewRefund(bank, payment) };

        foreach (var refund in refunds)
        {
            var decision = await RefundAsync(bank, refund, payment);

            Assert.True(decision.IsApproved);
            Assert.Equal(decision, await RefundAsync(bank, refund, payment));
            Assert.Equal(1, await bank.CountRefundsAsync(refund));
        }

        Assert.Equal(1, await bank.CountChargesAsync(payment));
    }

    [Fact]
    public async Task A_declined_refund_pays_nothing_and_gives_a_published_reason()
    {
        await using var bank = await OpenAsync();
        var payment = await NewChargedPaymentAsync(bank, BankScript.DeclineRefunds);
        var refund = NewRefund(bank, payment);

        var decision = await RefundAsync(bank, refund, payment);

        Assert.False(decision.IsApproved);
        Assert.True(DeclineReasons.IsKnown(decision.Reason!), decision.Reason);
        Assert.Equal(0, await bank.CountRefundsAsync(refund));
    }

    /// <summary>A bank without any entry.</summary>
    internal abstract Task<BankUnderTest> OpenAsync();

    private static async Task<Payment> NewChargedPaymentAsync(BankUnderTest bank, BankScript script)
    {
        var payment = bank.NewPayment(script);
        payment.Settle(await AuthorizeAsync(bank, payment), bank.Now);
        return payment;
    }

    private static Refund NewRefund(BankUnderTest bank, Payment payment) => Refund.Create(payment, 100, reason: null, bank.Now);

    private static Task<BankDecision> AuthorizeAsync(BankUnderTest bank, Payment payment) =>
        DecideAsync(bank, () => bank.Connector.AuthoriseAsync(payment, Cancellation));

    private static Task<BankDecision> RefundAsync(BankUnderTest bank, Refund refund, Payment payment) =>
        DecideAsync(bank, () => bank.Connector.RefundAsync(refund, payment, Cancellation));

    private static Task<BankDecision> ReverseAsync(BankUnderTest bank, Payment payment) =>
        DecideAsync(bank, () => bank.Connector.ReverseAsync(payment, Cancellation));

    private static async Task<BankDecision> DecideAsync(BankUnderTest bank, Func<Task<BankAnswer>> ask)
    {
        if ((await ask()).Decision is { } decision)
        {
            return decision;
        }

        await bank.LetBankDecideAsync();
        var last = await ask();
        Assert.True(last.Decision is not null, $"The bank had announced a decision, and announces one for {last.ReadyAt} now.");
        return last.Decision;
    }
}
