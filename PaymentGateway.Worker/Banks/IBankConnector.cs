using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Worker.Banks;

/// <summary>
/// A bank that moves money for one method of payment. Every request carries the id of its payment or refund: asking again
/// asks after the same one, and gives the same answer.
/// </summary>
internal interface IBankConnector
{
    PaymentMethodKind Method { get; }

    /// <exception cref="BankUnavailableException">Try again later.</exception>
    Task<BankAnswer> AuthoriseAsync(Payment payment, CancellationToken cancellationToken);

    /// <exception cref="BankUnavailableException">Try again later.</exception>
    Task<BankAnswer> RefundAsync(Refund refund, Payment payment, CancellationToken cancellationToken);

    /// <summary>Returns the money of a payment that was approved after it had timed out.</summary>
    /// <exception cref="BankUnavailableException">Try again later.</exception>
    Task<BankAnswer> ReverseAsync(Payment payment, CancellationToken cancellationToken);

    /// <summary>What this bank is known to need for a decision; added to the time after which a payment times out.</summary>
    TimeSpan DecisionAllowance(Payment payment) => TimeSpan.Zero;
}

/// <param name="Decision">Null while the bank has not decided.</param>
/// <param name="ReadyAt">When to ask (again), by the database's clock.</param>
/// <param name="ComesAgain">The same answer will be heard once more.</param>
internal sealed record BankAnswer(BankDecision? Decision, DateTimeOffset ReadyAt, bool ComesAgain = false);

internal sealed class BankUnavailableException(string message) : Exception(message);
