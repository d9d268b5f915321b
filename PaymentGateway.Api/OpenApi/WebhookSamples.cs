using System.Text.Json.Nodes;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.OpenApi;

/// <summary>One body of each event, written by the code that writes those that are sent.</summary>
internal static class WebhookSamples
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_705_315_870);
    private static readonly BankDecision Approved = BankDecision.Approved("ref");
    private static readonly BankDecision Declined = BankDecision.Declined("insufficient_funds", "ref");

    public static IEnumerable<(string Type, string Summary, JsonObject Body)> All() =>
    [
        Of(WebhookEvents.PaymentCreated(Payment(), At), "A payment was accepted"),
        Of(WebhookEvents.PaymentPending(Payment(), At), "A payment was sent to the bank"),
        Of(WebhookEvents.PaymentSettled(Payment(Approved), At), "A payment succeeded"),
        Of(WebhookEvents.PaymentSettled(Payment(Declined), At), "A payment failed"),
        Of(WebhookEvents.RefundCreated(Refund("Customer request"), At), "A refund was accepted"),
        Of(WebhookEvents.RefundSettled(Refund("Customer request", Approved), At), "A refund was processed"),
        Of(WebhookEvents.RefundSettled(Refund(reason: null, Declined), At), "A refund failed"),
        Of(WebhookEvents.Test(MerchantId.New(), At), "A test webhook was requested"),
    ];

    private static (string Type, string Summary, JsonObject Body) Of(WebhookEvent happened, string summary)
    {
        var body = JsonNode.Parse(happened.Body!)!.AsObject();
        ReplaceIds(body);
        return (happened.Type, summary, body);
    }

    // The document is the same each time it is made.
    private static void ReplaceIds(JsonObject part)
    {
        foreach (var (name, value) in part.ToList())
        {
            if (value is JsonObject inner)
            {
                ReplaceIds(inner);
            }
            else if (name is "id" or "order_id" or "payment_id")
            {
                part[name] = Kinds.Ids[value!.GetValue<string>().Split('_')[0]];
            }
        }
    }

    private static Payment Payment(BankDecision? settledBy = null)
    {
        _ = Vpa.TryParse("user@paytm", out var vpa);
        var order = Order.Create(MerchantId.New(), new Money(50_000, "INR"), receipt: null, notes: null, At);
        var payment = Core.Payments.Payment.Create(order, new UpiMethod(vpa, SimulatedOutcome: null), At);
        if (settledBy is not null)
        {
            payment.Settle(settledBy, At);
        }

        return payment;
    }

    private static Refund Refund(string? reason, BankDecision? settledBy = null)
    {
        var refund = Core.Refunds.Refund.Create(Payment(Approved), 500, reason, At);
        if (settledBy is not null)
        {
            refund.Settle(settledBy, At);
        }

        return refund;
    }
}
