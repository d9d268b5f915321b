using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Worker.Refunds;

/// <summary>What a job has learned about its refund: one item of a <see cref="SettleRefundsStep"/>.</summary>
/// <param name="Job">As it is to be saved.</param>
/// <param name="At">When, by the database's clock.</param>
internal sealed record RefundSettlement(Job Job, BankDecision Decision, DateTimeOffset At)
{
    private readonly CallerSpan _caller = new();

    /// <summary>What was reserved on the payment becomes refunded, or free again.</summary>
    /// <param name="webhookUrl">The merchant's address for webhooks; null: no event is delivered.</param>
    public SettledRefund Settle(Refund refund, Payment payment, string? webhookUrl) => _caller.Run(() =>
    {
        refund.Settle(Decision, At);
        payment.Conclude(refund, At);
        var happened = WebhookEvents.RefundSettled(refund, At);
        return new SettledRefund(refund, payment, happened, webhookUrl is null ? null : OutboxEvent.Of(happened));
    });
}

/// <summary>A refund with all that is stored because it was settled.</summary>
/// <param name="Outbox">None if the merchant has no address for webhooks.</param>
internal sealed record SettledRefund(Refund Refund, Payment Payment, WebhookEvent Event, OutboxEvent? Outbox);

/// <summary>How the settlement of a refund ended.</summary>
/// <param name="Refund">Null: it had been settled before, and only its job ended; or nothing was saved.</param>
/// <param name="IsSaved">False: another worker has the job.</param>
internal sealed record SettledRefundResult(Refund? Refund, bool IsSaved);
