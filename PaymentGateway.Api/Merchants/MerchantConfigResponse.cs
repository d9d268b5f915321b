using System.Text;
using System.Text.Json.Serialization;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Secrets;

namespace PaymentGateway.Api.Merchants;

/// <param name="WebhookSecret">The key of both signatures: these characters, as UTF-8. Null: none is set, or it is unreadable.</param>
/// <param name="WebhookSecretUnreadable">One is set and cannot be decrypted: deliveries fail until another is set.</param>
/// <param name="StandardWebhooksSecret">The same key as the Standard Webhooks libraries want it.</param>
/// <param name="AllowedOrigins">Sites that may show the checkout in a frame.</param>
/// <param name="PreviousSecretExpiresAt">Until when the old secret works; null: not any more, or there is none.</param>
public sealed record MerchantConfigResponse(
    Guid Id, string Name, string Email, string ApiKey, string? WebhookUrl, string? WebhookSecret,
    bool WebhookSecretUnreadable, string? StandardWebhooksSecret, WebhookHealthResponse WebhookHealth,
    IReadOnlyList<string> AllowedOrigins,
    DateTimeOffset? PreviousSecretExpiresAt, DateTimeOffset CreatedAt)
{
    /// <summary>In a sandbox, the published merchant's published secret as long as it is in force; no other is ever known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TestApiSecret { get; init; }

    /// <param name="merchant">With its endpoint.</param>
    internal static MerchantConfigResponse From(Merchant merchant, SecretVault vault, DateTimeOffset now)
    {
        var isReadable = vault.TryOpen(merchant.WebhookSecret, out var secret);
        return new(
            merchant.Id.Value, merchant.Name, merchant.Email, merchant.ApiKey, merchant.WebhookUrl, secret, !isReadable,
            secret is null ? null : "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
            WebhookHealthResponse.From(merchant), merchant.AllowedOrigins,
            merchant.PreviousSecretExpiresAt > now ? merchant.PreviousSecretExpiresAt : null, merchant.CreatedAt);
    }
}
