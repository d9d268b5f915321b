namespace PaymentGateway.Core.Payments;

/// <summary>A move that no state machine lists: a bug, or the loser of a race.</summary>
public sealed class IllegalTransitionException(string message) : InvalidOperationException(message);
