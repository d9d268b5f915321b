using PaymentGateway.Api.Idempotency;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Payments;

/// <summary>All that is stored with a new payment, and the response to its request.</summary>
/// <param name="Record">Null: the request has no idempotency key.</param>
internal sealed record CreatedPayment(
    Payment Payment, Order Order, IReadOnlyList<WebhookEvent> Events, IReadOnlyList<WebhookDelivery> Deliveries,
    IReadOnlyList<Job> Jobs, StoredJson Response, IdempotencyRecord? Record)
{
    /// <summary>Payment, order if it changes, and deliveries, for whoever watches them.</summary>
    public IEnumerable<Change> Changes =>
    [
        new(Payment.MerchantId, "payment", Payment.Id.Value),
        .. Order.Reusable ? (Change[])[] : [new(Order.MerchantId, "order", Order.Id.Value)],
        .. Deliveries.Select(Change.Of),
    ];

    public static CreatedPayment Create(PaymentCreation creation, PayableOrder found, DateTimeOffset now)
    {
        var order = found.Order;
        var payment = Payment.Create(order, creation.Method, now);
        order.Attempt(now);
        if (payment.Exclusive)
        {
            found.Pending = payment.Id;
        }

        WebhookEvent[] events = [WebhookEvents.PaymentCreated(payment, now), WebhookEvents.PaymentPending(payment, now)];
        WebhookDelivery[] deliveries = found.WebhookUrl is null ? [] : [.. events.Select(WebhookDelivery.Create)];
        var body = creation.Serialize(payment);
        return new CreatedPayment(
            payment, order, events, deliveries,
            [Job.ProcessPayment(payment.Id), .. deliveries.Select(Job.DeliverWebhook)],
            new StoredJson(StatusCodes.Status201Created, body, IsReplay: false),
            creation.Key?.Record(StatusCodes.Status201Created, body));
    }
}
