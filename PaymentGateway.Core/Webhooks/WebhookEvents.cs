using System.Text.Json;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Core.Webhooks;

/// <summary>Everything a merchant is told. Names and bodies are a contract, held by golden files.</summary>
public static class WebhookEvents
{
    public const string TestType = "webhook.test";

    public static WebhookEvent PaymentCreated(Payment payment, DateTimeOffset now) => Of(payment, "payment.created", now);

    public static WebhookEvent PaymentPending(Payment payment, DateTimeOffset now) => Of(payment, "payment.pending", now);

    public static WebhookEvent PaymentSettled(Payment payment, DateTimeOffset now) =>
        Of(payment, payment.Status == PaymentStatus.Succeeded ? "payment.success" : "payment.failed", now);

    public static WebhookEvent RefundCreated(Refund refund, DateTimeOffset now) => Of(refund, "refund.created", now);

    public static WebhookEvent RefundSettled(Refund refund, DateTimeOffset now) =>
        Of(refund, refund.Status == RefundStatus.Processed ? "refund.processed" : "refund.failed", now);

    /// <summary>What the dashboard's button sends: its subject is its own, so that it can be sent again.</summary>
    public static WebhookEvent Test(MerchantId merchant, DateTimeOffset now)
    {
        var body = WebhookBody.Write(TestType, now, data =>
            data.WriteString("message", "This is a test webhook from Payment Gateway"));
        return WebhookEvent.Create(merchant, TestType, EventId.New().Value, body, now);
    }

    private static WebhookEvent Of(Payment payment, string type, DateTimeOffset now) =>
        WebhookEvent.Create(payment.MerchantId, type, payment.Id.Value,
            WebhookBody.Write(type, now, data => Write(data, payment)), now);

    private static WebhookEvent Of(Refund refund, string type, DateTimeOffset now) =>
        WebhookEvent.Create(refund.MerchantId, type, refund.Id.Value,
            WebhookBody.Write(type, now, data => Write(data, refund)), now);

    private static void Write(Utf8JsonWriter data, Payment payment)
    {
        data.WriteStartObject("payment");
        data.WriteString("id", payment.Id.Value);
        data.WriteString("order_id", payment.OrderId.Value);
        data.WriteNumber("amount", payment.Amount.MinorUnits);
        data.WriteString("currency", payment.Amount.Currency);
        data.WriteString("method", PaymentMethodKinds.WireName(payment.Method));
        data.WriteString("status", PaymentStatuses.WireName(payment.Status));
        if (payment.Status == PaymentStatus.Failed)
        {
            data.WriteString("error_code", payment.ErrorCode);
            data.WriteString("error_description", payment.ErrorDescription);
        }

        data.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter data, Refund refund)
    {
        data.WriteStartObject("refund");
        data.WriteString("id", refund.Id.Value);
        data.WriteString("payment_id", refund.PaymentId.Value);
        data.WriteNumber("amount", refund.Amount);
        data.WriteString("reason", refund.Reason);
        data.WriteString("status", RefundStatuses.WireName(refund.Status));
        data.WriteEndObject();
    }
}
