namespace PaymentGateway.Dashboard.Snippets;

/// <param name="Name">In the page's address and its hooks.</param>
/// <param name="Hook">Of the snippet itself, where outsiders know it by another name.</param>
/// <param name="IsPage">It is one page of HTML whatever the server is written in.</param>
public sealed record SnippetTopic(string Name, string Hook, string Title, string Text, bool HasCode = true, bool IsPage = false);

public sealed record SnippetLanguage(string Name, string Title);

/// <summary>What the documentation shows, in its order. The code lies in Templates/, a file for each topic and language.</summary>
internal static class SnippetLibrary
{
    public static readonly SnippetLanguage[] Languages =
        [new("curl", "curl"), new("csharp", "C#"), new("node", "Node"), new("python", "Python"), new("php", "PHP")];

    public static readonly SnippetTopic[] Topics =
    [
        new("create-order", "create-order", "Create an order",
            "An order is the amount to collect. Create one per cart on your server. Amounts are in paise: 50000 is ₹500.00."),
        new("create-payment", "create-payment", "Create a payment",
            "A payment pays an order. The response is immediate with status pending; the result follows within seconds."),
        new("sdk-integration", "sdk", "Embed the checkout",
            "Add one script and one button. The shopper pays in a modal on your page.", IsPage: true),
        new("webhook-verification", "webhook", "Verify webhooks",
            "We sign the raw request body with HMAC-SHA256 and your signing secret. Verify before processing, and respond within 5 seconds."),
        new("refunds", "refunds", "Refund a payment",
            "Refund all or part of a payment. A refund starts as pending; the refund.processed event confirms it."),
        new("idempotency", "idempotency", "Retry safely",
            "Send an Idempotency-Key with each create call. Retrying within 24 hours won't repeat it."),
        new("test-values", "test-values", "Test values",
            "In test mode, these values decide the result of a payment. Any other UPI ID or card is decided by the simulator.", HasCode: false),
    ];

    /// <summary>The code as it can be run, filled in.</summary>
    public static string Code(SnippetTopic topic, string language, SnippetValues values)
    {
        var name = $"{topic.Name}.{(topic.IsPage ? "html" : language)}.txt";
        using var stream = typeof(SnippetLibrary).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no snippet {name}.");
        using var reader = new StreamReader(stream);
        return values.FillIn(reader.ReadToEnd().TrimEnd());
    }
}
