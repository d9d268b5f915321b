using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Refunds;

/// <summary>Asks the bank for the money back; what was reserved on the payment becomes refunded, or free again.</summary>
internal sealed partial class ProcessRefundHandler(
    GatewayDb db, BankDirectory banks, ILogger<ProcessRefundHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancel)
    {
        var id = RefundId.Of(lease.Ref);
        var (refund, payment, webhookUrl) = await (
            from r in db.Refunds
            join p in db.Payments on r.PaymentId equals p.Id
            join m in db.Merchants on r.MerchantId equals m.Id
            where r.Id == id
            select ValueTuple.Create(r, p, m.WebhookUrl)).SingleAsync(cancel);
        if (refund.Status != RefundStatus.Pending)
        {
            await lease.FinishAsync(db, cancel); // asked for twice; the first time won
            return;
        }

        var answer = await banks.For(payment.Method).RefundAsync(refund, payment, cancel);
        if (answer.Decision is null)
        {
            await lease.PutBackAsync(db, answer.ReadyAt, cancel);
            return;
        }

        refund.Settle(answer.Decision, lease.Now);
        payment.Conclude(refund, lease.Now);
        db.Announce(WebhookEvents.RefundSettled(refund, lease.Now), webhookUrl);
        await lease.FinishAsync(db, cancel);
        RefundMetrics.Count(refund);
        Log.RefundSettled(logger, refund.Id, payment.Id, refund.MerchantId.Value, RefundStatuses.WireName(refund.Status));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Refund {RefundId} of {PaymentId} for {MerchantId}: {Status}")]
        public static partial void RefundSettled(
            ILogger logger, RefundId refundId, PaymentId paymentId, Guid merchantId, string status);
    }
}
