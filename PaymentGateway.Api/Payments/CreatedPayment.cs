using PaymentGateway.Api.Idempotency;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Payments;

/// <summary>All that is stored with a new payment, and the response to its request.</summary>
/// <param name="Outbox">None if the merchant has no address for webhooks.</param>
/// <param name="Record">Null: the request has no idempotency key.</param>
internal sealed record CreatedPayment(
    Payment Payment, Order Order, Job Job, IReadOnlyList<WebhookEvent> Events, IReadOnlyList<OutboxEvent> Outbox,
    StoredJson Response, IdempotencyRecord? Record)
{
    /// <summary>The payment, and its order if it changes: what watchers are told.</summary>
    public IEnumerable<Change> Changes =>
    [
        new(Payment.MerchantId, "payment", Payment.Id.Value),
        .. Order.Reusable ? (Change[])[] : [new(Order.MerchantId, "order", Order.Id.Value)],
    ];

    public static CreatedPayment Create(PaymentCreation creation, PayableOrder found, DateTimeOffset now)
    {
        var order = found.Order;
        var payment = Payment.Create(order, creation.Method, now, creation.PaymentId);
        order.Attempt(now);
        if (payment.Exclusive)
        {
            found.Pending = payment.Id;
        }

        WebhookEvent[] events = [WebhookEvents.PaymentCreated(payment, now), WebhookEvents.PaymentPending(payment, now)];
        var body = creation.Serialize(payment);
        return new CreatedPayment(
            payment, order, Job.ProcessPayment(payment.Id), events,
            found.WebhookUrl is null ? [] : [.. events.Select(OutboxEvent.Of)],
            new StoredJson(StatusCodes.Status201Created, body, IsReplay: false),
            creation.Key?.Record(StatusCodes.Status201Created, body));
    }
}
