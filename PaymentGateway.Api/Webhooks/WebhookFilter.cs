using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

/// <summary>Which deliveries a list shows.</summary>
public sealed record WebhookFilter
{
    [FromQuery(Name = "status"), QueryName(typeof(WebhookDeliveryStatus)), Description("Only of this status.")]
    public string? Status { get; init; }

    [FromQuery(Name = "event"), QueryText("payment.success"), Description("Only of this event.")]
    public string? Event { get; init; }

    internal IQueryable<WebhookDelivery> Of(IQueryable<WebhookDelivery> deliveries)
    {
        deliveries = WebhookDeliveryStatuses.Parse(Status) is { } status ? deliveries.Where(d => d.Status == status) : deliveries;
        return Event is { } name ? deliveries.Where(d => d.Event == name) : deliveries;
    }
}
