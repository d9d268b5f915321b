using System.Text.Json.Serialization;

namespace PaymentGateway.Checkout.Orders;

/// <summary>What a payer may know of an order.</summary>
internal sealed record PublicOrder(
    string Id, long Amount, string Currency, string Status, string MerchantName, IReadOnlyList<string>? AllowedOrigins)
{
    public bool IsPaid => Status == "paid";
}

internal enum OrderOutcome
{
    Found,
    Unknown,

    /// <summary>No answer within the time we were ready to wait.</summary>
    Late,
    Unavailable,
}

internal readonly record struct OrderLookup(OrderOutcome Outcome, PublicOrder? Order = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PublicOrder))]
internal sealed partial class OrderJson : JsonSerializerContext;
