using System.Diagnostics.Metrics;
using PaymentGateway.Core.Telemetry;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Webhooks;

internal static class WebhookMetrics
{
    private static readonly Meter Meter = new("PaymentGateway.Webhooks");

    private static readonly Histogram<double> Attempts = Meter.CreateDuration(
        "payment_gateway.webhook.attempt.duration", "Delivery attempts, by outcome.");

    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>(
        "payment_gateway.webhook.deliveries", "{delivery}", "Deliveries that ended, delivered or failed.");

    private static readonly Counter<long> HealthFailures = Meter.CreateCounter<long>(
        "payment_gateway.webhook.endpoint_health.failures", "{failure}",
        "Attempts that could not be recorded in their endpoint's health.");

    public static void CountHealthFailure() => HealthFailures.Add(1);

    /// <summary>Counted once it is written down. Receivers are no dimension: there are as many as merchants.</summary>
    /// <param name="error">The class of fault; null when the receiver took it.</param>
    public static void Count(WebhookDelivery delivery, string? error, TimeSpan duration)
    {
        var happened = KeyValuePair.Create<string, object?>("webhook.event", delivery.Event);
        Attempts.Record(duration.TotalSeconds, happened, new("webhook.outcome", error ?? "delivered"));
        if (delivery.Status != WebhookDeliveryStatus.Pending)
        {
            CountEnd(delivery.Event, delivery.Status);
        }
    }

    /// <summary>One that ended without an attempt.</summary>
    public static void CountFailed(string eventName) => CountEnd(eventName, WebhookDeliveryStatus.Failed);

    private static void CountEnd(string eventName, WebhookDeliveryStatus status) => Deliveries.Add(
        1, new("webhook.event", eventName), new("webhook.status", WebhookDeliveryStatuses.WireName(status)));
}
