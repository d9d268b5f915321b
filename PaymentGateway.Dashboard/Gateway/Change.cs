namespace PaymentGateway.Dashboard.Gateway;

/// <summary>Something of the merchant's is not as it was.</summary>
/// <param name="Type">payment, refund or webhook.</param>
public sealed record Change(string Type, string Id)
{
    public const string Payment = "payment";
    public const string Webhook = "webhook";
}
