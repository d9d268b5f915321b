using System.Diagnostics;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Banks;

/// <summary>Any bank, with a span and a measure for each question, so that no connector has to think of them.</summary>
internal sealed class WatchedBank(IBankConnector bank) : IBankConnector
{
    public PaymentMethodKind Method => bank.Method;

    public Task<BankAnswer> AuthoriseAsync(Payment payment, CancellationToken cancel) =>
        WatchAsync(payment.Id.Value, () => bank.AuthoriseAsync(payment, cancel));

    public Task<BankAnswer> RefundAsync(Refund refund, Payment payment, CancellationToken cancel) =>
        WatchAsync(refund.Id.Value, () => bank.RefundAsync(refund, payment, cancel));

    private async Task<BankAnswer> WatchAsync(string reference, Func<Task<BankAnswer>> ask)
    {
        using var activity = JobRunner.Activities.StartActivity("bank call", ActivityKind.Client);
        activity?.SetTag("bank.reference", reference);
        var started = Stopwatch.GetTimestamp();
        BankAnswer? answer = null;
        try
        {
            return answer = await ask();
        }
        finally
        {
            BankMetrics.Count(Method, answer, Stopwatch.GetElapsedTime(started));
        }
    }
}
