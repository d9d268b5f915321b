using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>
/// Asks the bank and puts the job back until the answer is due; then settles the payment, its order and the merchant's
/// event in one save. Nothing is held while the bank thinks.
/// </summary>
internal sealed partial class ProcessPaymentHandler(
    GatewayDb db, BankDirectory banks, ILogger<ProcessPaymentHandler> logger) : IJobHandler
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

        var answer = await banks.For(payment.Method).AuthoriseAsync(payment, cancel);
        if (answer.Decision is null)
        {
            await lease.PutBackAsync(db, answer.ReadyAt, cancel);
            return;
        }

        payment.Settle(answer.Decision, lease.Now);
        if (payment.Status == PaymentStatus.Succeeded)
        {
            order.Pay(lease.Now);
        }

        db.Announce(WebhookEvents.PaymentSettled(payment, lease.Now), webhookUrl);
        await (answer.ComesAgain ? lease.PutBackAsync(db, lease.Now, cancel) : lease.FinishAsync(db, cancel));
        PaymentMetrics.Count(payment);
        Activity.Current?.SetTag("payment.status", PaymentStatuses.WireName(payment.Status));
        Log.PaymentSettled(logger, payment.Id, payment.OrderId, payment.MerchantId.Value,
            PaymentStatuses.WireName(payment.Status), payment.ErrorReason, (payment.CompletedAt - payment.CreatedAt)?.TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information,
            "Payment {PaymentId} of {OrderId} for {MerchantId}: {Status} {Reason} after {ElapsedMs} ms")]
        public static partial void PaymentSettled(ILogger logger, PaymentId paymentId, Core.Orders.OrderId orderId,
            Guid merchantId, string status, string? reason, double? elapsedMs);
    }
}
