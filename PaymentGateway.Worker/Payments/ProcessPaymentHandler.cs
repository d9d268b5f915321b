using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>
/// Asks the bank and puts the job back until the answer is due; then settles the payment, its order and the merchant's
/// event in one save. Nothing is held while the bank thinks. Without an answer the payment fails at its deadline.
/// </summary>
internal sealed partial class ProcessPaymentHandler(
    GatewayDb db, BankDirectory banks, DecisionTimeout timeout, ILogger<ProcessPaymentHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancel)
    {
        var id = PaymentId.Of(lease.Ref);
        var (payment, order, webhookUrl) = await (
            from p in db.Payments
            join o in db.Orders on p.OrderId equals o.Id
            join m in db.Merchants on p.MerchantId equals m.Id
            where p.Id == id
            select ValueTuple.Create(p, o, m.WebhookUrl)).SingleAsync(cancel);
        if (payment.IsSettled)
        {
            await lease.FinishAsync(db, cancel); // asked or answered twice; the first time won
            return;
        }

        var bank = banks.For(payment.Method);
        var deadline = timeout.DeadlineOf(payment, lease.FirstClaimedAt, bank);
        var isPastDeadline = lease.Now >= deadline; // before the question: the last one is asked past the deadline
        lease.RetryBy = deadline;
        var answer = await AskAsync(bank, payment, isPastDeadline, cancel);
        if (answer?.Decision is { } decision)
        {
            Settle(payment, order, decision, webhookUrl, lease.Now);
            await (answer.ComesAgain ? lease.PutBackAsync(db, lease.Now, cancel) : lease.FinishAsync(db, cancel));
            Report(payment);
        }
        else if (answer is null || isPastDeadline)
        {
            DecisionTimeout.Apply(db, payment, webhookUrl, lease.Now);
            await lease.FinishAsync(db, cancel);
            Report(payment);
        }
        else
        {
            await lease.PutBackAsync(db, answer.ReadyAt < deadline ? answer.ReadyAt : deadline, cancel);
        }
    }

    /// <returns>Null: past the deadline, and the bank gave no answer, for whatever reason.</returns>
    private static async Task<BankAnswer?> AskAsync(
        IBankConnector bank, Payment payment, bool isPastDeadline, CancellationToken cancel)
    {
        try
        {
            return await bank.AuthoriseAsync(payment, cancel);
        }
        catch (BankUnavailableException) when (isPastDeadline)
        {
            return null;
        }
    }

    private void Settle(Payment payment, Order order, BankDecision decision, string? webhookUrl, DateTimeOffset now)
    {
        payment.Settle(decision, now);
        if (payment.Status == PaymentStatus.Succeeded)
        {
            order.Pay(now);
        }

        db.Announce(WebhookEvents.PaymentSettled(payment, now), webhookUrl);
    }

    private void Report(Payment payment)
    {
        PaymentMetrics.Count(payment);
        Activity.Current?.SetTag("payment.status", PaymentStatuses.WireName(payment.Status));
        var elapsedMs = (payment.CompletedAt - payment.CreatedAt).GetValueOrDefault().TotalMilliseconds;
        if (payment.ErrorReason is { } reason)
        {
            Log.PaymentFailed(logger, payment.Id, payment.OrderId, payment.MerchantId.Value, reason, elapsedMs);
        }
        else
        {
            Log.PaymentSucceeded(logger, payment.Id, payment.OrderId, payment.MerchantId.Value, elapsedMs);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Payment {PaymentId} of {OrderId} for {MerchantId}: success after {ElapsedMs:0} ms")]
        public static partial void PaymentSucceeded(
            ILogger logger, PaymentId paymentId, OrderId orderId, Guid merchantId, double elapsedMs);

        [LoggerMessage(LogLevel.Information,
            "Payment {PaymentId} of {OrderId} for {MerchantId}: failed ({Reason}) after {ElapsedMs:0} ms")]
        public static partial void PaymentFailed(
            ILogger logger, PaymentId paymentId, OrderId orderId, Guid merchantId, string reason, double elapsedMs);
    }
}
