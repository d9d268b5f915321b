namespace PaymentGateway.Dashboard.Gateway;

/// <summary>Something of the merchant's was created or has changed.</summary>
/// <param name="Type">order, payment, refund or webhook.</param>
public sealed record Change(string Type, string Id)
{
    public const string Order = "order";
    public const string Payment = "payment";
    public const string Refund = "refund";
    public const string Webhook = "webhook";
}

/// <param name="Live">Whether the gateway pushes changes at present.</param>
public sealed record Heartbeat(bool Live);
