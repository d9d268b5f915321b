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

    [FromQuery(Name = "from"), QueryTime, Description("Only made at this time or later: RFC 3339, or unix seconds.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("Only made before this time: RFC 3339, or unix seconds.")]
    public string? To { get; init; }

    [FromQuery(Name = "q"), QueryText("evt_Qw7")]
    [Description("The id of the event, or of the payment or refund it is about, in any case, or its beginning. "
        + "At most 10,000 matches.")]
    public string? Q { get; init; }

    internal IQueryable<WebhookDelivery> Of(IQueryable<WebhookDelivery> deliveries)
    {
        deliveries = WebhookDeliveryStatuses.Parse(Status) is { } status ? deliveries.Where(d => d.Status == status) : deliveries;
        deliveries = Timestamp.Parse(From) is { } from ? deliveries.Where(d => d.CreatedAt >= from) : deliveries;
        deliveries = Timestamp.Parse(To) is { } to ? deliveries.Where(d => d.CreatedAt < to) : deliveries;
        return Event is { } name ? deliveries.Where(d => d.Event == name) : deliveries;
    }
}
