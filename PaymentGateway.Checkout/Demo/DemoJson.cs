using System.Text.Json.Serialization;

namespace PaymentGateway.Checkout.Demo;

internal sealed record NewOrder(long Amount, string Currency, string Receipt);

internal sealed record DemoOrder(string Id, long Amount, string Currency);

internal sealed record WebhookSettings(string? WebhookUrl, string? WebhookSecret);

internal sealed record NewWebhookAddress(string WebhookUrl);

/// <summary>What the demo's page asks for.</summary>
internal sealed record Purchase(int Quantity);

/// <summary>Where the merchant's webhooks go now, and whether that is here.</summary>
internal sealed record WebhookAddress(string? Url, bool IsHere);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(DemoOrder))]
[JsonSerializable(typeof(WebhookSettings))]
[JsonSerializable(typeof(NewWebhookAddress))]
[JsonSerializable(typeof(Purchase))]
[JsonSerializable(typeof(WebhookAddress))]
[JsonSerializable(typeof(ReceivedWebhook))]
internal sealed partial class DemoJson : JsonSerializerContext;
