using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PaymentGateway.Api.Json;

namespace PaymentGateway.Api.Payments;

/// <summary>A payment for an order.</summary>
public sealed record CreatePaymentRequest
{
    /// <example>order_NXhj67fGH2jk9mPq</example>
    [Required(ErrorMessage = "order_id is required")]
    public string? OrderId { get; init; }

    /// <summary><c>upi</c> or <c>card</c>.</summary>
    /// <example>upi</example>
    [Required(ErrorMessage = "method is required")]
    public string? Method { get; init; }

    /// <summary>UPI ID of the shopper. Required for <c>upi</c>.</summary>
    /// <example>user@paytm</example>
    public string? Vpa { get; init; }

    /// <summary>Card details. Required for <c>card</c>.</summary>
    public CardDetails? Card { get; init; }

    /// <summary>Minor units. Optional; must equal the order's amount.</summary>
    /// <example>50000</example>
    public long? Amount { get; init; }

    /// <summary>Optional; must equal the order's currency.</summary>
    /// <example>INR</example>
    public string? Currency { get; init; }

    /// <summary>Publishable key, sent by the checkout. Must belong to the order's merchant.</summary>
    /// <example>key_test_abc123</example>
    public string? Key { get; init; }
}

/// <summary>A shopper's card, used for this request only and never stored.</summary>
// A class: a record's ToString would print the number.
public sealed class CardDetails
{
    /// <example>4242424242424242</example>
    public string? Number { get; init; }

    /// <example>12</example>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ExpiryMonth { get; init; }

    /// <example>2030</example>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ExpiryYear { get; init; }

    /// <example>123</example>
    public string? Cvv { get; init; }

    /// <example>Asha Rao</example>
    public string? HolderName { get; init; }
}
