using System.Security.Cryptography;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Worker.Banks;

/// <summary>Stands for a bank: slow, mostly willing, and with a memory. Magic test values say what it answers.</summary>
internal abstract class BankSimulator(GatewayDb db, SandboxMode mode) : IBankConnector
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

    public async Task<BankAnswer> AuthoriseAsync(Payment payment, CancellationToken cancel)
    {
        var wish = SimulatedOutcome.Parse(payment.SimulatedOutcome);
        var approves = wish?.Approves ?? mode.PaymentsSucceed ?? RandomNumberGenerator.GetInt32(100) < SuccessPercent;
        var reason = approves ? null : wish?.Reason ?? DeclineReason;
        var delay = wish is { TimesOut: true } ? Never : wish?.Delay ?? mode.ProcessingDelay ?? Between(5_000, LongestDelay);
        var readyAt = payment.HasTimedOut ? payment.CompletedAt + wish?.ApprovesLateBy : null;
        var answer = await AskAsync(
            payment.Id.Value, new BankDraw(approves, reason, delay, wish?.Errors ?? 0) { ReadyAt = readyAt }, cancel);
        return answer with { ComesAgain = wish is { AnswersTwice: true } };
    }

    public Task<BankAnswer> RefundAsync(Refund refund, Payment payment, CancellationToken cancel)
    {
        var approves = SimulatedOutcome.Parse(payment.SimulatedOutcome)?.RefundsFail is not true;
        var delay = mode.ProcessingDelay ?? Between(3_000, TimeSpan.FromSeconds(5));
        return AskAsync(refund.Id.Value, new BankDraw(approves, approves ? null : DeclineReasons.TechnicalError, delay), cancel);
    }

    public Task<BankAnswer> ReverseAsync(Payment payment, CancellationToken cancel) =>
        AskAsync($"reversal_{payment.Id}", new BankDraw(Approves: true, Reason: null, mode.ProcessingDelay ?? LongestDelay), cancel);

    private async Task<BankAnswer> AskAsync(string reference, BankDraw draw, CancellationToken cancel)
    {
        var row = await SimulatedBankSql.AskAsync(db, reference, draw, cancel);
        if (row.ErrorsLeft > 0)
        {
            throw new BankUnavailableException("The simulated bank does not respond.");
        }

        var bankReference = "sim_" + reference;
        var decision = row.Approved
            ? BankDecision.Approved(bankReference)
            : BankDecision.Declined(row.Reason ?? DeclineReason, bankReference);
        return new BankAnswer(row.IsReady ? decision : null, row.ReadyAt);
    }

    private static TimeSpan Between(int fromMs, TimeSpan to) =>
        TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(fromMs, (int)to.TotalMilliseconds + 1));
}
