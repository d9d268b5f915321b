using PaymentGateway.Core.Orders;

namespace PaymentGateway.Core.Payments;

/// <summary>A stored order with everything that decides whether it can be paid.</summary>
/// <param name="ApiKey">The merchant's publishable key.</param>
/// <param name="WebhookUrl">The merchant's address for webhooks; null: no event is delivered.</param>
/// <param name="IsLocked">Whether this transaction holds the order: false while another one does.</param>
public sealed record PayableOrder(Order Order, string ApiKey, bool IsMerchantActive, string? WebhookUrl, bool IsLocked)
{
    /// <summary>The payment in progress, which keeps out others of an order that is paid once.</summary>
    public PaymentId? Pending { get; set; }
}
