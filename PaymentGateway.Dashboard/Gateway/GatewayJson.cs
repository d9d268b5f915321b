using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PaymentGateway.Dashboard.Gateway;

/// <summary>Everything the dashboard reads from the gateway or sends to it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(GatewayError))]
[JsonSerializable(typeof(LogInForm))]
[JsonSerializable(typeof(RefreshForm))]
[JsonSerializable(typeof(IssuedSession))]
[JsonSerializable(typeof(TestMerchant))]
[JsonSerializable(typeof(RotateForm))]
[JsonSerializable(typeof(NewKeys))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(Page<Payment>))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Page<Order>))]
[JsonSerializable(typeof(OrderForm))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(Page<Refund>))]
[JsonSerializable(typeof(RefundForm))]
[JsonSerializable(typeof(EmptyForm))]
[JsonSerializable(typeof(Timeline))]
[JsonSerializable(typeof(Stats))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Page<Delivery>))]
[JsonSerializable(typeof(RetriedDelivery))]
[JsonSerializable(typeof(MerchantConfig))]
[JsonSerializable(typeof(NameForm))]
[JsonSerializable(typeof(OriginsForm))]
[JsonSerializable(typeof(PasswordForm))]
[JsonSerializable(typeof(WebhookForm))]
[JsonSerializable(typeof(NewWebhookSecret))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class GatewayJson : JsonSerializerContext;
