using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Refunds;

/// <summary>Asks the bank for the money back; what was reserved on the payment becomes refunded, or free again.</summary>
internal sealed partial class ProcessRefundHandler(
    BatchQueue<JobLease, FoundRefund> reads, BankDirectory banks, BatchQueue<RefundSettlement, SettledRefundResult> settlements,
    ILogger<ProcessRefundHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var (refund, payment) = await reads.RunAsync(lease, cancellationToken);
        if (refund is null)
        {
            await lease.FinishAsync(cancellationToken); // a duplicate run; the first one won
            return;
        }

        var answer = await banks.For(payment.Method).RefundAsync(refund, payment, cancellationToken);
        if (answer.Decision is { } decision)
        {
            await SettleAsync(lease, decision, cancellationToken);
        }
        else
        {
            await lease.RescheduleAsync(answer.ReadyAt, cancellationToken);
        }
    }

    private async Task SettleAsync(JobLease lease, BankDecision decision, CancellationToken cancellationToken)
    {
        Refund? settled = null;
        await lease.EndAsync(runAt: null, async row =>
        {
            var result = await settlements.RunAsync(new RefundSettlement(row, decision, lease.Now), cancellationToken);
            settled = result.Refund;
            return result.IsSaved ? SavedJob.Saved : SavedJob.Lost;
        });
        if (settled is { } refund)
        {
            RefundMetrics.Count(refund);
            Log.RefundSettled(logger, refund.Id, refund.PaymentId, refund.MerchantId.Value, RefundStatuses.WireName(refund.Status));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Refund {RefundId} of {PaymentId} for {MerchantId}: {Status}")]
        public static partial void RefundSettled(
            ILogger logger, RefundId refundId, PaymentId paymentId, Guid merchantId, string status);
    }
}
