namespace PaymentGateway.Api.Webhooks;

/// <summary>The id of a delivery in a path. One that is no UUID is an unknown one.</summary>
internal readonly record struct WebhookId(Guid Value)
{
    public static bool TryParse(string? text, out WebhookId id)
    {
        id = new WebhookId(Guid.TryParseExact(text, "D", out var value) ? value : Guid.Empty);
        return true;
    }
}
