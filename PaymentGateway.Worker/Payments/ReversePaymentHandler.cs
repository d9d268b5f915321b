using Microsoft.Extensions.Options;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>
/// After a timeout: enquires at the bank, and returns the money if it has approved after all. The payment stays failed, and
/// the merchant gets no other event.
/// </summary>
internal sealed partial class ReversePaymentHandler(
    BatchQueue<JobLease, FoundPayment> reads, BankDirectory banks, BatchQueue<ReversalChange, SavedJob> changes,
    IOptions<PaymentOptions> options, ILogger<ReversePaymentHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var found = await reads.RunAsync(lease, cancellationToken);
        switch (found.Reversal)
        {
            case null:
                await EnquireAsync(found.Payment, lease, cancellationToken);
                break;
            case { Status: PaymentReversalStatus.Pending } reversal:
                await ReverseAsync(reversal, found.Payment, lease, cancellationToken);
                break;
            default:
                await lease.FinishAsync(cancellationToken);
                break;
        }
    }

    private async Task EnquireAsync(Payment payment, JobLease lease, CancellationToken cancellationToken)
    {
        var answer = await TryAskAsync(payment, cancellationToken);
        var elapsed = lease.Now - payment.CompletedAt!.Value;
        if (answer?.Decision is { IsApproved: true } approval)
        {
            var reversal = PaymentReversal.Create(payment, approval, lease.Now);
            await lease.EndAsync(
                lease.Now, row => changes.RunAsync(new ReversalChange(row, reversal, IsNew: true), cancellationToken));
            PaymentMetrics.CountLateApproval(payment);
            Log.LateApproval(logger, payment.Id, payment.MerchantId.Value, elapsed.TotalSeconds);
        }
        else if (answer?.Decision is not null)
        {
            await lease.FinishAsync(cancellationToken);
        }
        else if (elapsed >= options.Value.EnquiryPeriod)
        {
            await lease.FinishAsync(cancellationToken);
            Log.NeverDecided(logger, payment.Id, payment.MerchantId.Value, elapsed.TotalHours);
        }
        else
        {
            await lease.RescheduleAsync(NextEnquiry(answer?.ReadyAt, lease.Now, elapsed), cancellationToken);
        }
    }

    private async Task<BankAnswer?> TryAskAsync(Payment payment, CancellationToken cancellationToken)
    {
        try
        {
            return await banks.For(payment.Method).AuthoriseAsync(payment, cancellationToken);
        }
        catch (BankUnavailableException)
        {
            return null;
        }
    }

    /// <summary>The older the payment, the rarer; when the bank has named a time before that, then.</summary>
    private static DateTimeOffset NextEnquiry(DateTimeOffset? readyAt, DateTimeOffset now, TimeSpan elapsed)
    {
        var pause = TimeSpan.FromTicks(Math.Clamp(
            elapsed.Ticks / 2, DecisionTimeout.FirstEnquiryAfter.Ticks, TimeSpan.FromMinutes(30).Ticks));
        return readyAt > now && readyAt < now + pause ? readyAt.Value : now + pause;
    }

    private async Task ReverseAsync(
        PaymentReversal reversal, Payment payment, JobLease lease, CancellationToken cancellationToken)
    {
        var answer = await banks.For(payment.Method).ReverseAsync(payment, cancellationToken);
        switch (answer.Decision)
        {
            case null:
                await lease.RescheduleAsync(answer.ReadyAt, cancellationToken);
                break;
            case { IsApproved: true } decision:
                reversal.Process(decision.Reference, lease.Now);
                await lease.EndAsync(
                    runAt: null, row => changes.RunAsync(new ReversalChange(row, reversal, IsNew: false), cancellationToken));
                Log.Reversed(logger, payment.Id, payment.MerchantId.Value);
                break;
            default:
                // The shopper's money is at the bank and not ours to keep: asked again until it goes back.
                throw new BankUnavailableException("The bank refused to return the money of a timed-out payment.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "Payment {PaymentId} for {MerchantId} was approved {ElapsedSeconds} s after its timeout; the money will be returned")]
        public static partial void LateApproval(ILogger logger, PaymentId paymentId, Guid merchantId, double elapsedSeconds);

        [LoggerMessage(LogLevel.Information, "Payment {PaymentId} for {MerchantId} timed out; its money was returned")]
        public static partial void Reversed(ILogger logger, PaymentId paymentId, Guid merchantId);

        [LoggerMessage(LogLevel.Warning,
            "Payment {PaymentId} for {MerchantId} timed out and got no decision in {ElapsedHours} h; the bank is not asked again")]
        public static partial void NeverDecided(ILogger logger, PaymentId paymentId, Guid merchantId, double elapsedHours);
    }
}
