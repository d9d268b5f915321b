using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Webhooks;

/// <summary>Which deliveries a list shows.</summary>
public sealed record WebhookFilter
{
    [FromQuery(Name = "status"), QueryName(typeof(WebhookDeliveryStatus)), Description("Only deliveries with this status.")]
    public string? Status { get; init; }

    [FromQuery(Name = "event"), QueryText("payment.success"), Description("Only deliveries of this event type.")]
    public string? Event { get; init; }

    [FromQuery(Name = "from"), QueryTime, Description("Only deliveries created at this time or later, RFC 3339 or Unix seconds.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("Only deliveries created before this time, RFC 3339 or Unix seconds.")]
    public string? To { get; init; }

    [FromQuery(Name = "q"), QueryText("evt_Qw7")]
    [Description("Search by event, payment or refund ID, whole or prefix. IDs ignore case. "
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
