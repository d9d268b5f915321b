using System.Diagnostics;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Banks;

/// <summary>Any bank, with a time limit, a span and a measure for each question, so that no connector has to think of them.</summary>
internal sealed class WatchedBank(IBankConnector bank) : IBankConnector
{
    /// <summary>Shorter than a lease: a bank that hangs is an outage, not a lost job.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public PaymentMethodKind Method => bank.Method;

    public TimeSpan DecisionAllowance(Payment payment) => bank.DecisionAllowance(payment);

    public Task<BankAnswer> AuthoriseAsync(Payment payment, CancellationToken cancellationToken) =>
        WatchAsync("bank authorize", payment.Id.Value, limited => bank.AuthoriseAsync(payment, limited), cancellationToken);

    public Task<BankAnswer> RefundAsync(Refund refund, Payment payment, CancellationToken cancellationToken) =>
        WatchAsync("bank refund", refund.Id.Value, limited => bank.RefundAsync(refund, payment, limited), cancellationToken);

    public Task<BankAnswer> ReverseAsync(Payment payment, CancellationToken cancellationToken) =>
        WatchAsync("bank reverse", payment.Id.Value, limited => bank.ReverseAsync(payment, limited), cancellationToken);

    private async Task<BankAnswer> WatchAsync(
        string spanName, string reference, Func<CancellationToken, Task<BankAnswer>> ask,
        CancellationToken cancellationToken)
    {
        using var activity = JobRunner.Activities.StartActivity(spanName, ActivityKind.Client);
        activity?.SetTag("bank.reference", reference);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        var started = Stopwatch.GetTimestamp();
        BankAnswer? answer = null;
        try
        {
            return answer = await ask(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BankUnavailableException($"The bank did not respond within {Timeout.TotalSeconds} s.");
        }
        finally
        {
            BankMetrics.Count(Method, answer, Stopwatch.GetElapsedTime(started));
        }
    }
}
