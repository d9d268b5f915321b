namespace PaymentGateway.Worker.Queue;

/// <summary>Says that there may be new events.</summary>
internal sealed class OutboxSignal : Signal;
