using PaymentGateway.Core.Queue;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Refunds;

internal static class RefundRegistration
{
    public static void AddRefundJobs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddJobStep<ReadRefundsStep, JobLease, FoundRefund>();
        builder.Services.AddJobStep<SettleRefundsStep, RefundSettlement, SettledRefundResult>();
        builder.AddJobHandler<ProcessRefundHandler>(JobKind.Refund, queue => queue.RefundConcurrency);
    }
}
