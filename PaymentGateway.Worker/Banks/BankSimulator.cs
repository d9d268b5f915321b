using System.Security.Cryptography;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Banks;

/// <summary>Stands for a bank: slow, mostly willing, and with a memory. Magic test values say what it answers.</summary>
internal abstract class BankSimulator(BatchQueue<BankRequest, BankEntry> ledger, SandboxMode mode) : IBankConnector
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>Longer than anybody asks on for.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromDays(365);

    public abstract PaymentMethodKind Method { get; }

    /// <summary>Of a hundred payments, how many succeed.</summary>
    protected abstract int SuccessPercent { get; }

    protected abstract string DeclineReason { get; }

    public TimeSpan DecisionAllowance(Payment payment) =>
        SimulatedOutcome.Parse(payment.SimulatedOutcome) switch
        {
            { TimesOut: true } => TimeSpan.Zero,
            { Delay: { } delay } => delay,
            _ => mode.ProcessingDelay ?? LongestDelay,
        };

    public async Task<BankAnswer> AuthoriseAsync(Payment payment, CancellationToken cancellationToken)
    {
        var wish = SimulatedOutcome.Parse(payment.SimulatedOutcome);
        var approves = wish?.Approves ?? mode.PaymentsSucceed ?? RandomNumberGenerator.GetInt32(100) < SuccessPercent;
        var reason = approves ? null : wish?.Reason ?? DeclineReason;
        var delay = wish is { TimesOut: true } ? Never : wish?.Delay ?? mode.ProcessingDelay ?? Between(5_000, LongestDelay);
        var readyAt = payment.HasTimedOut ? payment.CompletedAt + wish?.ApprovesLateBy : null;
        var answer = await AskAsync(
            new BankRequest(payment.Id.Value, approves, reason, delay, wish?.Errors ?? 0) { ReadyAt = readyAt }, cancellationToken);
        return answer with { ComesAgain = wish is { AnswersTwice: true } };
    }

    public Task<BankAnswer> RefundAsync(Refund refund, Payment payment, CancellationToken cancellationToken)
    {
        var approves = SimulatedOutcome.Parse(payment.SimulatedOutcome)?.RefundsFail is not true;
        var delay = mode.ProcessingDelay ?? Between(3_000, TimeSpan.FromSeconds(5));
        return AskAsync(
            new BankRequest(refund.Id.Value, approves, approves ? null : DeclineReasons.TechnicalError, delay), cancellationToken);
    }

    public Task<BankAnswer> ReverseAsync(Payment payment, CancellationToken cancellationToken) =>
        AskAsync(
            new BankRequest($"reversal_{payment.Id}", Approves: true, Reason: null, mode.ProcessingDelay ?? LongestDelay), cancellationToken);

    private async Task<BankAnswer> AskAsync(BankRequest request, CancellationToken cancellationToken)
    {
        var entry = await ledger.RunAsync(request, cancellationToken);
        if (entry.ErrorsLeft > 0)
        {
            throw new BankUnavailableException("The simulated bank does not respond.");
        }

        var bankReference = "sim_" + request.Reference;
        var decision = entry.Approved
            ? BankDecision.Approved(bankReference)
            : BankDecision.Declined(entry.Reason ?? DeclineReason, bankReference);
        return new BankAnswer(entry.IsReady ? decision : null, entry.ReadyAt);
    }

    private static TimeSpan Between(int fromMs, TimeSpan to) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(fromMs, (int)to.TotalMilliseconds + 1));
}
