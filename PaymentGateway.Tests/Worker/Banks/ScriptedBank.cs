using Microsoft.Extensions.Time.Testing;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Tests.Worker.Banks;

/// <summary>A connector whose bank is a list in memory and a clock that the test moves: the shortest that keeps the contract.</summary>
internal class ScriptedBank : BankUnderTest, IBankConnector
{
    private static readonly TimeSpan DecisionTime = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly Dictionary<PaymentId, BankScript> _scripts = [];
    private readonly HashSet<PaymentId> _lost = [];
    private readonly List<Entry> _entries = [];

    private sealed record Entry(string Reference, BankDecision Decision, DateTimeOffset ReadyAt);

    public override IBankConnector Connector => this;

    public override DateTimeOffset Now => _clock.GetUtcNow();

    public PaymentMethodKind Method => PaymentMethodKind.Upi;

    public override Payment NewPayment(BankScript script)
    {
        var payment = SamplePayment.Create(Now, Method);
        _scripts[payment.Id] = script;
        return payment;
    }

    public Task<BankAnswer> AuthoriseAsync(Payment payment, CancellationToken cancellationToken)
    {
        var script = _scripts[payment.Id];
        if (script == BankScript.ApproveLate && !payment.HasTimedOut)
        {
            return Task.FromResult(new BankAnswer(Decision: null, Now + DecisionTime));
        }

        var answer = Ask($"charge {payment.Id}", isApproved: script != BankScript.Decline, DeclineReasons.PaymentDeclined);
        return script == BankScript.LoseFirstResponse && _lost.Add(payment.Id)
            ? throw new BankUnavailableException("The response was lost.")
            : Task.FromResult(answer with { ComesAgain = script == BankScript.ReportTwice });
    }

    public Task<BankAnswer> RefundAsync(Refund refund, Payment payment, CancellationToken cancellationToken) => Task.FromResult(Ask(
        $"refund {refund.Id}", isApproved: _scripts[payment.Id] != BankScript.DeclineRefunds, DeclineReasons.TechnicalError));

    public Task<BankAnswer> ReverseAsync(Payment payment, CancellationToken cancellationToken) =>
        Task.FromResult(Ask($"reversal {payment.Id}", isApproved: true, reason: null));

    public override Task LetBankDecideAsync()
    {
        _clock.Advance(DecisionTime);
        return Task.CompletedTask;
    }

    public override Task<int> CountChargesAsync(Payment payment) => CountAsync($"charge {payment.Id}");

    public override Task<int> CountRefundsAsync(Refund refund) => CountAsync($"refund {refund.Id}");

    public override Task<int> CountReversalsAsync(Payment payment) => CountAsync($"reversal {payment.Id}");

    /// <returns>What the bank knows under this reference; null: the request is new to it.</returns>
    private protected virtual int? IndexOf(string reference) =>
        _entries.FindIndex(entry => entry.Reference == reference) is >= 0 and var index ? index : null;

    private BankAnswer Ask(string reference, bool isApproved, string? reason)
    {
        if (IndexOf(reference) is not { } index)
        {
            index = _entries.Count;
            _entries.Add(new Entry(reference, new BankDecision(isApproved, isApproved ? null : reason, $"bank_{index}"), Now + DecisionTime));
        }

        var entry = _entries[index];
        return new BankAnswer(entry.ReadyAt <= Now ? entry.Decision : null, entry.ReadyAt);
    }

    private Task<int> CountAsync(string reference) => Task.FromResult(
        _entries.Count(entry => entry.Reference == reference && entry.Decision.IsApproved && entry.ReadyAt <= Now));
}
