namespace PaymentGateway.Api.Webhooks;

/// <summary>The id of a delivery in a path. One that is no UUID is an unknown one.</summary>
internal readonly record struct WebhookId(Guid Value)
{
    public static WebhookId ParseOrUnknown(string? text) =>
        new(Guid.TryParseExact(text, "D", out var value) ? value : Guid.Empty);

    public static bool TryParse(string? text, out WebhookId id)
    {
        id = ParseOrUnknown(text);
        return true;
    }
}
