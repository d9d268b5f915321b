namespace PaymentGateway.Core.Payments.Methods;

/// <summary>How a payment is paid, after everything secret about it has been left behind.</summary>
/// <param name="SimulatedOutcome">What a magic test value asks of the simulated bank; null outside the sandbox.</param>
public abstract record PaymentMethod(PaymentMethodKind Kind, string? SimulatedOutcome);

public sealed record UpiMethod(Vpa Vpa, string? SimulatedOutcome) : PaymentMethod(PaymentMethodKind.Upi, SimulatedOutcome);

public sealed record CardMethod(string Network, string LastFour, string? SimulatedOutcome)
    : PaymentMethod(PaymentMethodKind.Card, SimulatedOutcome);
