using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Merchants;

/// <summary>The published test merchant of the sandbox. Nobody's money depends on these values.</summary>
public static class SandboxMerchant
{
    public const string Email = "test@example.com";
    public const string Password = "gateway_test_123";
    public const string ApiKey = "key_test_abc123";
    public const string ApiSecret = "secret_test_xyz789";
    public const string WebhookSecret = "whsec_test_abc123";

    public static readonly OrderId ReusableOrderId = OrderId.Of("order_test_async");
    public static readonly Money ReusableOrderAmount = new(1000, "INR");
}
