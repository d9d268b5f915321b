namespace PaymentGateway.Core.Webhooks;

public enum WebhookDeliveryStatus
{
    Pending,
    Succeeded,
    Failed,
}

/// <summary>The names on the wire and in the database; they never change.</summary>
public static class WebhookDeliveryStatuses
{
    public static string WireName(WebhookDeliveryStatus status) => status switch
    {
        WebhookDeliveryStatus.Pending => "pending",
        WebhookDeliveryStatus.Succeeded => "success",
        WebhookDeliveryStatus.Failed => "failed",
    };

    public static WebhookDeliveryStatus? Parse(string? name) => name switch
    {
        "pending" => WebhookDeliveryStatus.Pending,
        "success" => WebhookDeliveryStatus.Succeeded,
        "failed" => WebhookDeliveryStatus.Failed,
        _ => null,
    };

    internal static WebhookDeliveryStatus FromWireName(string name) =>
        Parse(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such delivery status.");
}
