using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Tests.Properties;

/// <summary>The entities and their tables, one transaction a step, as the hosts use them.</summary>
internal sealed class MoneyInDatabase(DbContextOptions<GatewayDb> options)
{
    private readonly List<OrderId> _orders = [];
    private readonly List<PaymentId> _payments = [];
    private readonly List<RefundId> _refunds = [];
    private MerchantId _merchant;

    public async Task BeginAsync()
    {
        await using var db = new GatewayDb(options);
        var merchant = Merchant.Create("Random", $"{Guid.NewGuid():N}@example.com", ApiCredentials.New(forTests: true), Now);
        db.Merchants.Add(merchant);
        await db.SaveChangesAsync();
        _merchant = merchant.Id;
    }

    /// <returns>Whether it happened; else nothing did.</returns>
    public async Task<bool> ApplyAsync(Step step, int which)
    {
        await using var db = new GatewayDb(options);
        try
        {
            var remember = await ChangeAsync(db, step, which);
            await db.SaveChangesAsync();
            remember();
            return true;
        }
        catch (Exception refusal) when (refusal is IllegalTransitionException or DbUpdateException)
        {
            return false;
        }
    }

    public async Task ExpectAsync(MoneyModel model)
    {
        await using var db = new GatewayDb(options);
        var orders = await db.Orders.Where(o => o.MerchantId == _merchant).ToDictionaryAsync(o => o.Id);
        var payments = await db.Payments.Where(p => p.MerchantId == _merchant).ToDictionaryAsync(p => p.Id);
        var reversals = await db.PaymentReversals.Where(r => r.MerchantId == _merchant).ToDictionaryAsync(r => r.PaymentId);
        var refunds = await db.Refunds.Where(r => r.MerchantId == _merchant).ToDictionaryAsync(r => r.Id);

        Assert.Equal((_orders.Count, _payments.Count, _refunds.Count), (orders.Count, payments.Count, refunds.Count));
        Assert.Equal(model.Orders, _orders.Select(id => orders[id]).Select(o =>
            new MoneyModel.OrderState(OrderStatuses.WireName(o.Status), o.Attempts, o.AmountPaid)));
        Assert.Equal(model.Payments, _payments.Select(id => payments[id]).Select(p => new MoneyModel.PaymentState(
            _orders.IndexOf(p.OrderId), PaymentStatuses.WireName(p.Status), p.Captured, p.RefundReserved, p.RefundedAmount)
        {
            TimedOut = p.HasTimedOut,
            Reversal = reversals.TryGetValue(p.Id, out var reversal) ? PaymentReversalStatuses.WireName(reversal.Status) : null,
        }));
        Assert.Equal(model.Refunds, _refunds.Select(id => refunds[id]).Select(r =>
            new MoneyModel.RefundState(_payments.IndexOf(r.PaymentId), r.Amount, RefundStatuses.WireName(r.Status))));
        await MoneyInvariants.HoldAsync(db, _merchant);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <returns>What to do when it has been saved.</returns>
    private Task<Action> ChangeAsync(GatewayDb db, Step step, int which) => step.Kind switch
    {
        StepKind.Order => Task.FromResult(CreateOrder(db)),
        StepKind.Pay => PayAsync(db, _orders[which]),
        StepKind.Settle => SettleAsync(db, _payments[which], step.Succeeds),
        StepKind.Capture => CaptureAsync(db, _payments[which]),
        StepKind.Refund => RefundAsync(db, _payments[which], MoneyModel.Amount * step.Percent / 100),
        StepKind.SettleRefund => SettleRefundAsync(db, _refunds[which], step.Succeeds),
        StepKind.TimeOut => TimeOutAsync(db, _payments[which]),
        StepKind.ApproveLate => ApproveLateAsync(db, _payments[which]),
        StepKind.Reverse => ReverseAsync(db, _payments[which]),
    };

    private Action CreateOrder(GatewayDb db)
    {
        var order = Order.Create(_merchant, new Money(MoneyModel.Amount, "INR"), receipt: null, notes: null, Now);
        db.Orders.Add(order);
        return () => _orders.Add(order.Id);
    }

    private async Task<Action> PayAsync(GatewayDb db, OrderId id)
    {
        var order = await db.Orders.SingleAsync(o => o.Id == id);
        Assert.True(Vpa.TryParse("user@paytm", out var vpa));
        var payment = Payment.Create(order, new UpiMethod(vpa, SimulatedOutcome: null), Now);
        order.Attempt(Now);
        db.Payments.Add(payment);
        db.Announce(WebhookEvents.PaymentCreated(payment, Now), webhookUrl: null);
        db.Announce(WebhookEvents.PaymentPending(payment, Now), webhookUrl: null);
        return () => _payments.Add(payment.Id);
    }

    private static async Task<Action> SettleAsync(GatewayDb db, PaymentId id, bool succeeds)
    {
        var payment = await db.Payments.SingleAsync(p => p.Id == id);
        payment.Settle(Decide(succeeds), Now);
        if (succeeds)
        {
            (await db.Orders.SingleAsync(o => o.Id == payment.OrderId)).Pay(Now);
        }

        db.Announce(WebhookEvents.PaymentSettled(payment, Now), webhookUrl: null);
        return () => { };
    }

    private static async Task<Action> CaptureAsync(GatewayDb db, PaymentId id)
    {
        (await db.Payments.SingleAsync(p => p.Id == id)).Capture(Now);
        return () => { };
    }

    private async Task<Action> RefundAsync(GatewayDb db, PaymentId id, long amount)
    {
        var payment = await db.Payments.SingleAsync(p => p.Id == id);
        var refund = Refund.Create(payment, amount, reason: null, Now);
        payment.ReserveRefund(amount, Now);
        db.Refunds.Add(refund);
        db.Announce(WebhookEvents.RefundCreated(refund, Now), webhookUrl: null);
        return () => _refunds.Add(refund.Id);
    }

    private static async Task<Action> SettleRefundAsync(GatewayDb db, RefundId id, bool succeeds)
    {
        var refund = await db.Refunds.SingleAsync(r => r.Id == id);
        refund.Settle(Decide(succeeds), Now);
        (await db.Payments.SingleAsync(p => p.Id == refund.PaymentId)).Conclude(refund, Now);
        db.Announce(WebhookEvents.RefundSettled(refund, Now), webhookUrl: null);
        return () => { };
    }

    private static async Task<Action> TimeOutAsync(GatewayDb db, PaymentId id)
    {
        var payment = await db.Payments.SingleAsync(p => p.Id == id);
        payment.TimeOut(Now);
        db.Announce(WebhookEvents.PaymentSettled(payment, Now), webhookUrl: null);
        return () => { };
    }

    private static async Task<Action> ApproveLateAsync(GatewayDb db, PaymentId id)
    {
        var payment = await db.Payments.SingleAsync(p => p.Id == id);
        db.PaymentReversals.Add(PaymentReversal.Create(payment, Decide(succeeds: true), Now));
        return () => { };
    }

    private static async Task<Action> ReverseAsync(GatewayDb db, PaymentId id)
    {
        var reversal = await db.PaymentReversals.SingleOrDefaultAsync(r => r.PaymentId == id)
            ?? throw new IllegalTransitionException("Nothing to reverse.");
        reversal.Process("ref", Now);
        return () => { };
    }

    private static BankDecision Decide(bool succeeds) =>
        succeeds ? BankDecision.Approved("ref") : BankDecision.Declined(DeclineReasons.PaymentDeclined, "ref");
}
