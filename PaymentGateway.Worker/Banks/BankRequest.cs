namespace PaymentGateway.Worker.Banks;

/// <summary>A request to the simulated bank, with what it would answer if it had not been asked before.</summary>
/// <param name="Reference">The id that it remembers its answer under.</param>
/// <param name="Delay">The time until its decision.</param>
/// <param name="Errors">How many errors it gives before it decides.</param>
internal sealed record BankRequest(string Reference, bool Approves, string? Reason, TimeSpan Delay, int Errors = 0)
{
    /// <summary>Moves the time of the decision, however often the bank was asked before; null: leaves it.</summary>
    public DateTimeOffset? ReadyAt { get; init; }
}

/// <summary>What the simulated bank has in its ledger.</summary>
/// <param name="IsReady">Whether the time of the decision has come, by the database's clock.</param>
internal sealed record BankEntry(bool Approved, string? Reason, DateTimeOffset ReadyAt, bool IsReady, int ErrorsLeft);
