using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Snippets;

/// <summary>
/// What is the merchant's own in a snippet. Secrets only where they are published ones: any other stays a word to replace,
/// so that a page left open shows nothing.
/// </summary>
public sealed record SnippetValues(
    string ApiKey, string ApiSecret, string WebhookSecret, string OrderId, string PaymentId, PublicAddresses Addresses)
{
    private const string PublishedWebhookSecret = "whsec_test_abc123";
    private const string UnknownSecret = "YOUR_API_SECRET";

    /// <summary>Of all but the published one not even we know it.</summary>
    public bool HasSecret => ApiSecret != UnknownSecret;

    public static SnippetValues Of(MerchantConfig config, Order? order, Payment? payment, PublicAddresses addresses) => new(
        config.ApiKey,
        config.TestApiSecret ?? UnknownSecret,
        config.WebhookSecret == PublishedWebhookSecret ? PublishedWebhookSecret : "YOUR_WEBHOOK_SECRET",
        order?.Id ?? "YOUR_ORDER_ID",
        payment?.Id ?? "YOUR_PAYMENT_ID",
        addresses);

    public string FillIn(string template) => template
        .Replace("{{api}}", Addresses.Api, StringComparison.Ordinal)
        .Replace("{{checkout}}", Addresses.Checkout, StringComparison.Ordinal)
        .Replace("{{key}}", ApiKey, StringComparison.Ordinal)
        .Replace("{{secret}}", ApiSecret, StringComparison.Ordinal)
        .Replace("{{webhook_secret}}", WebhookSecret, StringComparison.Ordinal)
        .Replace("{{order}}", OrderId, StringComparison.Ordinal)
        .Replace("{{payment}}", PaymentId, StringComparison.Ordinal);
}
