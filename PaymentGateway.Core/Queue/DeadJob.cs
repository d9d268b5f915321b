namespace PaymentGateway.Core.Queue;

/// <summary>A job that was given up after its last attempt.</summary>
/// <param name="Ref">The id of the payment, refund or delivery it is about.</param>
public sealed record DeadJob(
    long Id, string Kind, string Ref, int Attempt, DateTimeOffset FinishedAt, string? LastError);
