using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>
/// After a time-out: asks the bank on, and returns the money if it has approved after all. The payment stays failed, and
/// the merchant hears nothing new.
/// </summary>
internal sealed partial class ReversePaymentHandler(
    GatewayDb db, BankDirectory banks, IOptions<PaymentOptions> options, ILogger<ReversePaymentHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancel)
    {
        var id = PaymentId.Of(lease.Ref);
        var payment = await db.Payments.SingleAsync(p => p.Id == id, cancel);
        switch (await db.PaymentReversals.SingleOrDefaultAsync(r => r.PaymentId == id, cancel))
        {
            case null:
                await EnquireAsync(payment, lease, cancel);
                break;
            case { Status: PaymentReversalStatus.Pending } reversal:
                await ReverseAsync(reversal, payment, lease, cancel);
                break;
            default:
                await lease.FinishAsync(db, cancel);
                break;
        }
    }

    private async Task EnquireAsync(Payment payment, JobLease lease, CancellationToken cancel)
    {
        var answer = await TryAskAsync(payment, cancel);
        var elapsed = lease.Now - payment.CompletedAt!.Value;
        if (answer?.Decision is { IsApproved: true } approval)
        {
            db.PaymentReversals.Add(PaymentReversal.Create(payment, approval, lease.Now));
            await lease.PutBackAsync(db, lease.Now, cancel);
            PaymentMetrics.CountLateApproval(payment);
            Log.LateApproval(logger, payment.Id, payment.MerchantId.Value, elapsed.TotalSeconds);
        }
        else if (answer?.Decision is not null)
        {
            await lease.FinishAsync(db, cancel);
        }
        else if (elapsed >= options.Value.EnquiryPeriod)
        {
            await lease.FinishAsync(db, cancel);
            Log.NeverDecided(logger, payment.Id, payment.MerchantId.Value, elapsed.TotalHours);
        }
        else
        {
            await lease.PutBackAsync(db, NextEnquiry(answer?.ReadyAt, lease.Now, elapsed), cancel);
        }
    }

    private async Task<BankAnswer?> TryAskAsync(Payment payment, CancellationToken cancel)
    {
        try
        {
            return await banks.For(payment.Method).AuthoriseAsync(payment, cancel);
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

    private async Task ReverseAsync(PaymentReversal reversal, Payment payment, JobLease lease, CancellationToken cancel)
    {
        var answer = await banks.For(payment.Method).ReverseAsync(payment, cancel);
        switch (answer.Decision)
        {
            case null:
                await lease.PutBackAsync(db, answer.ReadyAt, cancel);
                break;
            case { IsApproved: true } decision:
                reversal.Process(decision.Reference, lease.Now);
                await lease.FinishAsync(db, cancel);
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
