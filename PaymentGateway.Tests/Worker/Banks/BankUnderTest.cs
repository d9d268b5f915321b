using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Tests.Worker.Banks;

/// <summary>What the bank is told to do with a payment.</summary>
internal enum BankScript
{
    /// <summary>The bank decides by itself, as without a script.</summary>
    None,
    Approve,
    Decline,

    /// <summary>Takes the first request, whose response is lost, and approves.</summary>
    LoseFirstResponse,

    /// <summary>Approves, and reports that a second time.</summary>
    ReportTwice,

    /// <summary>Approves after the payment has timed out.</summary>
    ApproveLate,

    /// <summary>Approves the payment and declines its refunds.</summary>
    DeclineRefunds,
}

/// <summary>A connector, and the bank behind it: its script, its clock and its books.</summary>
internal abstract class BankUnderTest : IAsyncDisposable
{
    public abstract IBankConnector Connector { get; }

    /// <summary>The bank's time, in UTC.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>A pending payment of this connector's method.</summary>
    public abstract Payment NewPayment(BankScript script);

    /// <summary>Moves the bank's clock past every decision that it has promised so far.</summary>
    public abstract Task LetBankDecideAsync();

    /// <summary>How often the bank has taken the money of this payment.</summary>
    public abstract Task<int> CountChargesAsync(Payment payment);

    /// <summary>How often the bank has paid this refund.</summary>
    public abstract Task<int> CountRefundsAsync(Refund refund);

    /// <summary>How often the bank has returned the money of this payment.</summary>
    public abstract Task<int> CountReversalsAsync(Payment payment);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
