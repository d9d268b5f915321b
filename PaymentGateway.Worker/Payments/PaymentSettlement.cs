using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Payments;

/// <summary>What a job has learned about its payment: one item of a <see cref="SettlePaymentsStep"/>.</summary>
/// <param name="Job">As it is to be saved.</param>
/// <param name="Decision">The bank's; null: there is none, and the payment has timed out.</param>
/// <param name="At">When, by the database's clock.</param>
internal sealed record PaymentSettlement(Job Job, BankDecision? Decision, DateTimeOffset At)
{
    private readonly CallerSpan _caller = new();

    /// <summary>Decides on the payment as it is stored.</summary>
    /// <param name="webhookUrl">The merchant's address for webhooks; null: no event is delivered.</param>
    public SettledPayment Settle(Payment payment, Order order, string? webhookUrl) => payment.IsSettled
        ? new SettledPayment(payment) // a duplicate run, or a result that came twice: the first one won
        : _caller.Run(() => SettlePending(payment, order, webhookUrl));

    private SettledPayment SettlePending(Payment payment, Order order, string? webhookUrl)
    {
        if (Decision is null)
        {
            payment.TimeOut(At);
        }
        else
        {
            payment.Settle(Decision, At);
        }

        var isPaid = payment.Status == PaymentStatus.Succeeded && !order.Reusable;
        if (isPaid)
        {
            order.Pay(At);
        }

        var happened = WebhookEvents.PaymentSettled(payment, At);
        return new SettledPayment(payment)
        {
            Event = happened,
            Outbox = webhookUrl is null ? null : OutboxEvent.Of(happened),
            PaidOrder = isPaid ? order : null,
            Reversal = Decision is null ? Job.ReversePayment(payment.Id, At + DecisionTimeout.FirstEnquiryAfter) : null,
        };
    }
}

/// <summary>A payment with all that is stored because it was settled.</summary>
internal sealed record SettledPayment(Payment Payment)
{
    /// <summary>Null: it had been settled before, and only its job ends.</summary>
    public WebhookEvent? Event { get; init; }

    /// <summary>None if the merchant has no address for webhooks.</summary>
    public OutboxEvent? Outbox { get; init; }

    public Order? PaidOrder { get; init; }

    /// <summary>After a timeout: the job that enquires on.</summary>
    public Job? Reversal { get; init; }

    public IEnumerable<Change> Changes =>
    [
        .. Event is null ? (Change[])[] : [new(Payment.MerchantId, "payment", Payment.Id.Value)],
        .. PaidOrder is null ? (Change[])[] : [new(PaidOrder.MerchantId, "order", PaidOrder.Id.Value)],
    ];
}

/// <summary>How the settlement of a payment ended.</summary>
/// <param name="Payment">Null: another worker has the job, and nothing was saved.</param>
internal sealed record SettledPaymentResult(SettledPayment? Payment);
