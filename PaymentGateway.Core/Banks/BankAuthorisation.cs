namespace PaymentGateway.Core.Banks;

/// <summary>
/// The simulated bank's own ledger: one row for each payment or refund it was ever asked about. The answer is drawn once,
/// when the row is made; asking again finds the same one.
/// </summary>
public sealed class BankAuthorisation
{
    private BankAuthorisation()
    {
    }

    /// <summary>The id of the payment or refund.</summary>
    public string Reference { get; private set; } = "";

    public bool Approved { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>When the bank will answer.</summary>
    public DateTimeOffset ReadyAt { get; private set; }

    /// <summary>Errors the bank still answers with before it decides.</summary>
    public int ErrorsLeft { get; private set; }

    /// <summary>How often it has been asked: more than once after a crash.</summary>
    public int Calls { get; private set; }
}
