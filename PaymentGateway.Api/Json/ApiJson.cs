using System.Text.Json.Serialization;
using PaymentGateway.Api.Checkout;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Health;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Live;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Orders;
using PaymentGateway.Api.Payments;
using PaymentGateway.Api.Refunds;
using PaymentGateway.Api.Sandbox;
using PaymentGateway.Api.Sessions;
using PaymentGateway.Api.Stats;
using PaymentGateway.Api.Webhooks;

namespace PaymentGateway.Api.Json;

/// <summary>Everything that crosses the border, and nothing else.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    MaxDepth = 32, // JsonBody lets sixteen levels in; in a list the same notes lie deeper
    Converters = [typeof(MillisecondTimestampConverter)])]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(CreateOrderRequest))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(PageOf<OrderResponse>))]
[JsonSerializable(typeof(CreatePaymentRequest))]
[JsonSerializable(typeof(PaymentResponse))]
[JsonSerializable(typeof(ExportedPaymentResponse))]
[JsonSerializable(typeof(PageOf<PaymentResponse>))]
[JsonSerializable(typeof(TimelineResponse))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(RefreshSessionRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(RotateKeysRequest))]
[JsonSerializable(typeof(KeysResponse))]
[JsonSerializable(typeof(StatsResponse))]
[JsonSerializable(typeof(CapturePaymentRequest))]
[JsonSerializable(typeof(CreateRefundRequest))]
[JsonSerializable(typeof(RefundResponse))]
[JsonSerializable(typeof(PageOf<RefundResponse>))]
[JsonSerializable(typeof(WebhookResponse))]
[JsonSerializable(typeof(PageOf<WebhookResponse>))]
[JsonSerializable(typeof(RetryWebhookResponse))]
[JsonSerializable(typeof(MerchantConfigResponse))]
[JsonSerializable(typeof(RenameMerchantRequest))]
[JsonSerializable(typeof(ConfigureWebhookRequest))]
[JsonSerializable(typeof(WebhookSecretResponse))]
[JsonSerializable(typeof(TestWebhookResponse))]
[JsonSerializable(typeof(ConfigureCheckoutRequest))]
[JsonSerializable(typeof(CheckoutConfigResponse))]
[JsonSerializable(typeof(PublicOrderResponse))]
[JsonSerializable(typeof(PublicPaymentResponse))]
[JsonSerializable(typeof(TestMerchantResponse))]
[JsonSerializable(typeof(JobsStatusResponse))]
[JsonSerializable(typeof(ChangeResponse))]
[JsonSerializable(typeof(HeartbeatResponse))]
internal sealed partial class ApiJson : JsonSerializerContext;
