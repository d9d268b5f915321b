using System.Diagnostics;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Worker.Banks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Payments;

/// <summary>
/// Asks the bank and reschedules the job for when the result is due; then settles the payment, its order and the merchant's
/// event in one transaction. Nothing is held while the bank decides. Without a decision the payment fails at its deadline.
/// </summary>
internal sealed partial class ProcessPaymentHandler(
    BatchQueue<JobLease, FoundPayment> reads, BankDirectory banks, BatchQueue<PaymentSettlement, SettledPaymentResult> settlements,
    DecisionTimeout timeout, ILogger<ProcessPaymentHandler> logger) : IJobHandler
{
    public async Task HandleAsync(JobLease lease, CancellationToken cancellationToken)
    {
        var payment = (await reads.RunAsync(lease, cancellationToken)).Payment;
        if (payment.IsSettled)
        {
            await lease.FinishAsync(cancellationToken); // a duplicate run, or a result that came twice: the first one won
            return;
        }

        var bank = banks.For(payment.Method);
        var deadline = timeout.DeadlineOf(payment, lease.FirstClaimedAt, bank);
        var isPastDeadline = lease.Now >= deadline; // before the question: the last one is asked past the deadline
        lease.RetryBy = deadline;
        var answer = await AskAsync(bank, payment, isPastDeadline, cancellationToken);
        if (answer?.Decision is { } decision)
        {
            await SettleAsync(lease, decision, answer.ComesAgain ? lease.Now : null, cancellationToken);
        }
        else if (answer is null || isPastDeadline)
        {
            await SettleAsync(lease, decision: null, runAt: null, cancellationToken);
        }
        else
        {
            await lease.RescheduleAsync(answer.ReadyAt < deadline ? answer.ReadyAt : deadline, cancellationToken);
        }
    }

    /// <returns>Null: past the deadline, and the bank gave no answer, for whatever reason.</returns>
    private static async Task<BankAnswer?> AskAsync(
        IBankConnector bank, Payment payment, bool isPastDeadline, CancellationToken cancellationToken)
    {
        try
        {
            return await bank.AuthoriseAsync(payment, cancellationToken);
        }
        catch (BankUnavailableException) when (isPastDeadline)
        {
            return null;
        }
    }

    private async Task SettleAsync(
        JobLease lease, BankDecision? decision, DateTimeOffset? runAt, CancellationToken cancellationToken)
    {
        SettledPayment? settled = null;
        await lease.EndAsync(runAt, async row =>
        {
            settled = (await settlements.RunAsync(new PaymentSettlement(row, decision, lease.Now), cancellationToken)).Payment;
            return settled is null ? SavedJob.Lost : SavedJob.Saved;
        });
        if (settled is { Event: not null, Payment: var payment })
        {
            Report(payment);
        }
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
