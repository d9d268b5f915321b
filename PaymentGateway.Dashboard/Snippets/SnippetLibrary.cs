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
            "What is to be paid. Amounts are in paise: 50000 is ₹500.00. Make one for each cart, on your server."),
        new("create-payment", "create-payment", "Create a payment",
            "How an order is paid. The answer says pending at once; a few seconds later it is success or failed."),
        new("sdk-integration", "sdk", "Pay on your own page",
            "One script and one button. The shopper stays on your page and pays in a window over it.", IsPage: true),
        new("webhook-verification", "webhook", "Verify webhooks",
            "We sign the exact bytes we send with HMAC-SHA256 and your signing secret. Check them before you believe anything, and answer within 5 seconds."),
        new("refunds", "refunds", "Refund a payment",
            "In full or in parts, never more than was paid. A refund is pending first; refund.processed tells when it is done."),
        new("idempotency", "idempotency", "Retry safely",
            "Send an Idempotency-Key with whatever creates something. After a lost answer send the same again: it is done once, for 24 hours."),
        new("test-values", "test-values", "Test values",
            "In test mode these decide how a payment ends. Any other UPI id or card succeeds or fails as the bank simulator pleases.", HasCode: false),
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
