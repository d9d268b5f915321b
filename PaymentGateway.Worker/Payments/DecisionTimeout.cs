using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Banks;

namespace PaymentGateway.Worker.Payments;

/// <summary>When a payment without a decision fails, and what is saved then: its order can take another payment.</summary>
internal sealed class DecisionTimeout(TimeSpan timeout)
{
    /// <summary>The pause between the time-out and the first enquiry.</summary>
    public static readonly TimeSpan FirstEnquiryAfter = TimeSpan.FromSeconds(5);

    public DateTimeOffset DeadlineOf(Payment payment, DateTimeOffset firstClaimedAt, IBankConnector bank) =>
        firstClaimedAt + timeout + bank.DecisionAllowance(payment);

    /// <summary>Fails the payment, announces it, and asks the bank on. The caller saves.</summary>
    public static void Apply(GatewayDb db, Payment payment, string? webhookUrl, DateTimeOffset now)
    {
        payment.TimeOut(now);
        db.Announce(WebhookEvents.PaymentSettled(payment, now), webhookUrl);
        db.Jobs.Add(Job.ReversePayment(payment.Id, now + FirstEnquiryAfter));
    }
}
