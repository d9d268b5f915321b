using System.Diagnostics;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// An event whose deliveries have not been made yet. It is stored with the event and deleted with the insert of the
/// deliveries, so that none is lost and none is made twice.
/// </summary>
public sealed class OutboxEvent
{
    private OutboxEvent()
    {
    }

    /// <summary>Grows with each event: the order of deliveries.</summary>
    public long Id { get; private set; }

    public EventId EventId { get; private set; }

    /// <summary>The span that the deliveries belong to.</summary>
    public string? Traceparent { get; private set; }

    public static OutboxEvent Of(WebhookEvent happened) => new()
    {
        EventId = happened.Id,
        Traceparent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
    };
}
