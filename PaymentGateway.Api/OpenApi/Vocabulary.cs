using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PaymentGateway.Api.Json;
using PaymentGateway.Core.Merchants;
using static PaymentGateway.Api.OpenApi.Kinds;

namespace PaymentGateway.Api.OpenApi;

/// <summary>
/// What a field of a name holds, wherever it occurs: one word per idea. Where a schema means something of its own, the row
/// is named after both. A field without a row fails a test.
/// </summary>
internal static class Vocabulary
{
    private static readonly Dictionary<string, ValueFacts> Rows = new(StringComparer.Ordinal)
    {
        // ids
        ["order_id"] = Id("Order ID.", "order"),
        ["Order.id"] = Id("Order ID.", "order"),
        ["PublicOrder.id"] = Id("Order ID.", "order"),
        ["payment_id"] = Id("Payment ID.", "pay"),
        ["Payment.id"] = Id("Payment ID.", "pay"),
        ["PublicPayment.id"] = Id("Payment ID.", "pay"),
        ["refund_id"] = Id("Refund ID.", "rfnd"),
        ["Refund.id"] = Id("Refund ID.", "rfnd"),
        ["subject_id"] = new("ID of the payment or refund that changed.") { Pattern = "^(pay|rfnd)_[A-Za-z0-9]{16}$", Example = Ids["pay"] },
        ["Webhook.subject_id"] = new("ID of the payment or refund of the event; null for webhook.test.")
        {
            Pattern = "^(pay|rfnd)_[A-Za-z0-9]{16}$",
            Example = Ids["pay"],
        },
        ["event_id"] = Id("Event ID, the same in every delivery and attempt. Use it to skip duplicates.", "evt"),
        ["webhook_id"] = Uuid("Delivery ID."),
        ["merchant_id"] = Uuid("Merchant ID."),
        ["Webhook.id"] = Uuid("Delivery ID."),
        ["RetryWebhook.id"] = Uuid("Delivery ID."),
        ["id"] = Uuid("Merchant ID."),
        ["Change.id"] = new("ID of the object that changed. Read its state from its own route.") { Example = Ids["pay"] },
        ["request_id"] = new("Request ID for support, the same as in the header X-Request-Id.") { Example = RequestIdExample },
        ["trace_id"] = new("Trace ID of the request that created the payment; null once its job is deleted.")
        {
            Pattern = "^[0-9a-f]{32}$",
            Example = RequestIdExample,
        },

        // money
        ["amount"] = Money("Amount in the smallest currency unit: 50000 INR is ₹500.00.", 50000, least: 1),
        ["TimelineEntry.amount"] = Money("Refund amount in the smallest currency unit; null for other entries.", 500, least: 1),
        ["CreateOrderRequest.amount"] = Money("Amount in the smallest currency unit: 50000 INR is ₹500.00.", 50000, Core.Payments.Money.Least),
        ["CreateRefundRequest.amount"] =
            Money("Amount in the smallest currency unit. Default: the full refundable amount.", 500, least: 1) with { NeverNull = true },
        ["currency"] = new("ISO 4217 currency code.") { Pattern = "^[A-Z]{3}$", Example = "INR" },
        ["CreateOrderRequest.currency"] = new("ISO 4217 currency code.") { Pattern = "^[A-Z]{3}$", Example = "INR", Absent = "INR" },
        ["amount_paid"] = Money("Amount paid, in the smallest currency unit.", 0),
        ["amount_due"] = Money("Amount still to be paid, in the smallest currency unit.", 50000),
        ["amount_refunded"] = Money("Amount refunded, in the smallest currency unit.", 0),
        ["amount_refundable"] = Money(
            "Amount that can still be refunded, in the smallest currency unit; 0 unless the payment succeeded.", 50000),
        ["refund_status"] = new("Whether the payment is refunded: not, partially or fully.") { OneOf = ["none", "partial", "full"], Example = "none" },

        // orders
        ["receipt"] = new("Your reference for the order.") { Longest = 255, Example = "order_001" },
        ["notes"] = Object("Your own data, stored as sent.", new JsonObject { ["cart"] = "c-1007" }) with { MostMembers = 15 },
        ["Order.status"] = new("Status of the order.") { OneOf = WireNames.OrderStatuses, Example = "created" },
        ["PublicOrder.status"] = new("Status of the order.") { OneOf = WireNames.OrderStatuses, Example = "created" },
        ["Order.attempts"] = Count("Number of payments created for the order.", 0),
        ["merchant_name"] = new("Name of the merchant.") { Example = "Test Merchant" },

        // payments
        ["method"] = new("Payment method.") { OneOf = WireNames.PaymentMethods, Example = "upi" },
        ["vpa"] = new("UPI ID of the shopper; null for other methods.") { Pattern = Vpa, Longest = 255, Example = "user@paytm" },
        ["CreatePaymentRequest.vpa"] = new("UPI ID of the shopper. Required for `upi`.") { Pattern = Vpa, Longest = 255, Example = "user@paytm" },
        ["key"] = new("Publishable key, sent by the checkout. Must belong to the order's merchant.")
        {
            Example = "key_test_abc123",
        },
        ["number"] = new("Card number: 13 to 19 digits that pass the Luhn check. Spaces and hyphens are removed.")
        {
            Pattern = @"^(?:[ \-]*[0-9]){13,19}[ \-]*$",
            Example = "4242424242424242",
            IsNeeded = true,
        },
        ["expiry_month"] = TextOrNumber("Month, 1 to 12, with or without a leading zero.", "^(0?[1-9]|1[0-2])$", "12"),
        ["expiry_year"] = TextOrNumber("Year as YY or YYYY.", "^([0-9]{2}|[0-9]{4})$", "2030"),
        ["cvv"] = new("Security code: 3 digits, or 4 for American Express.") { Pattern = "^[0-9]{3,4}$", Example = "123", IsNeeded = true },
        ["holder_name"] = new("Name on the card.") { Longest = 255, Example = "Asha Rao" },
        ["card_network"] = new("Card network; null for other methods.")
        {
            OneOf = ["visa", "mastercard", "amex", "rupay", "discover", "diners", "jcb", "unknown"],
            Example = "visa",
        },
        ["card_last4"] = new("Last 4 digits of the card number, the only digits stored; null for other methods.")
        {
            Pattern = "^[0-9]{4}$",
            Example = "4242",
        },
        ["Payment.status"] = new("Status of the payment. `success` and `failed` are final.") { OneOf = WireNames.PaymentStatuses, Example = "pending" },
        ["PublicPayment.status"] = new("Status of the payment. `success` and `failed` are final.") { OneOf = WireNames.PaymentStatuses, Example = "pending" },
        ["bank_reference"] = new("Reference number of the bank; null until the bank decides.")
        {
            Longest = 64,
            Example = "428193750164",
        },
        ["captured"] = new("Whether the payment is captured.") { Example = false },
        ["error_code"] = new("Error code for programs; null unless the payment failed.") { OneOf = ["PAYMENT_FAILED"], Example = "PAYMENT_FAILED" },
        ["error_reason"] = new("Detailed reason; null unless the payment failed. New values may be added.") { Pattern = Word, Example = "insufficient_funds" },
        ["error_description"] = new("Error text for people; null unless it failed.") { Example = "Payment processing failed" },
        ["entries"] = new("Timeline entries, oldest first."),
        ["at"] = new("Time of the entry."),

        // refunds
        ["TimelineEntry.reason"] = new("Reason of the refund, as you sent it; null if none was sent.")
        {
            Longest = 500,
            Example = "Customer request",
        },
        ["reason"] = new("Reason of the refund, as you sent it.") { Longest = 500, Example = "Customer request" },
        ["Refund.status"] = new("Status of the refund. `processed` and `failed` are final.") { OneOf = WireNames.RefundStatuses, Example = "pending" },
        ["processed_at"] = new("Time when the bank processed the refund; null before that."),

        // merchants and sessions
        ["name"] = new("Name of the merchant.") { Example = "Test Merchant" },
        ["RenameMerchantRequest.name"] = new("Name that shoppers see: 1 to 255 characters after trimming.")
        {
            Shortest = 1,
            Example = "Test Merchant",
        },
        ["email"] = new("Email address of the merchant.") { Longest = 255, Example = "test@example.com" },
        ["password"] = Password("Password.", 1, "gateway_test_123"),
        ["current_password"] = Password("Current password.", 1, "gateway_test_123"),
        ["new_password"] = Password("New password. Must differ from the current one.", MerchantPasswords.MinLength, "a longer one 456"),
        ["api_key"] = new("Publishable API key, used in shops' pages.") { Example = "key_test_abc123" },
        ["api_secret"] = new("API secret, shown only once.") { Example = "secret_test_xyz789" },
        ["test_api_secret"] = new("Public secret of the sandbox's test merchant, while it is valid.")
        {
            Example = "secret_test_xyz789",
        },
        ["previous_secret_expires_at"] = new("Time when the previous secret expires; null if there is none."),
        ["overlap_seconds"] = new("Seconds for which the old secret stays valid, for a rolling deploy.")
        {
            Least = 0,
            Most = 86400,
            Absent = 0,
            Example = 3600,
        },
        ["token"] = new("Session token for the header `Authorization: Bearer …`.") { Example = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln" },
        ["refresh_token"] = new("Token to get the next session token. Every refresh replaces it.")
        {
            Longest = 255,
            Example = "q0Vh8oDkW3uYx1mPz5rT7bNcJ2gLfA9sEi4tKy6vHdU",
        },
        ["expires_at"] = new("Time when the token expires."),
        ["merchant"] = new("Merchant of the session."),
        ["ConfigureCheckoutRequest.allowed_origins"] = Origins with { IsNeeded = true },
        ["allowed_origins"] = Origins,
        ["seeded"] = new("Always true: the merchant is the public test merchant.") { Example = true },

        // webhooks
        ["webhook_url"] = new("Absolute URL that receives webhooks; http is allowed only in a sandbox. Null stops deliveries.")
        {
            Format = "uri",
            Longest = 255,
            Example = "https://shop.example/webhook",
        },
        ["webhook_secret"] = new(
            "Signing secret, used as UTF-8 bytes for both signatures; null if none is set or it cannot be decrypted.")
        {
            Pattern = "^[!-~]{8,64}$",
            Example = "whsec_test_abc123",
        },
        ["webhook_secret_unreadable"] = new(
            "True if the stored signing secret cannot be decrypted (the master key changed): deliveries fail until a rotation.")
        {
            Example = false,
        },
        ["standard_webhooks_secret"] = new("The signing secret in the format of the Standard Webhooks libraries.")
        {
            Pattern = "^whsec_[A-Za-z0-9+/]+=*$",
            Example = "whsec_d2hzZWNfdGVzdF9hYmMxMjM=",
        },
        ["event"] = new("Event type. New types may be added.") { Pattern = EventName, Example = "payment.success" },
        ["Webhook.status"] = new("Status of the delivery. `failed` only after the last attempt.") { OneOf = WireNames.DeliveryStatuses, Example = "success" },
        ["RetryWebhook.status"] = new("The delivery is queued for resend.") { OneOf = ["pending"], Example = "pending" },
        ["attempts"] = Count("Number of attempts since the retry schedule last started.", 1),
        ["attempt"] = Count("Number of the attempt, starting at 1, over all schedules of the delivery.", 1),
        ["last_attempt_at"] = new("Time of the last attempt; null before the first."),
        ["next_retry_at"] = new("Time of the next attempt; null if there is none."),
        ["response_code"] = StatusCode("HTTP status of the response; null if there was none.", 200),
        ["response_body"] = new("Body of the response, at most 4 kB.") { Example = "OK" },
        ["payload"] = Object("Request body of the webhook.", new JsonObject
        {
            ["event"] = "payment.success",
            ["timestamp"] = 1769851800,
            ["data"] = new JsonObject(),
        }),
        ["attempt_log"] = new("All attempts. Only returned for a single delivery."),
        ["WebhookBody.timestamp"] = new("Time of the event in Unix seconds.") { Type = JsonSchemaType.Integer, Least = 0, Example = 1705315870 },
        ["WebhookBody.data"] = new("Object of the event."),
        ["WebhookBody.payment"] = new("Payment at the time of the event."),
        ["WebhookBody.refund"] = new("Refund at the time of the event."),
        ["trigger"] = new("What started the attempt: the retry schedule, a manual resend or a test event.") { OneOf = ["auto", "manual", "test"], Example = "auto" },
        ["started_at"] = new("Time when the request was sent."),
        ["duration_ms"] = new("Duration in milliseconds; null while in progress or if interrupted.") { Least = 0, Example = 84 },
        ["WebhookAttempt.error"] = AttemptError,
        ["TimelineEntry.error"] = AttemptError,
        ["message"] = new("Text for people.") { Example = "The webhook will be resent" },

        // lists and live changes
        ["data"] = new("Items of this page, newest first."),
        ["total"] = Count("Total number of items, at most 10,000.", 1),
        ["total_is_capped"] = new("True if there are more than 10,000 items. Of a search, only 10,000 are listed.")
        {
            Example = false,
        },
        ["limit"] = new("Maximum number of items per page.") { Least = 1, Most = 100, Example = 10 },
        ["offset"] = Count("Number of skipped items; 0 with starting_after.", 0),
        ["has_more"] = new("Whether there are more items after this page.") { Example = false },
        ["Heartbeat.live"] = new("Whether live updates are on. After `false`, read the data again once it is `true`.") { Example = true },
        ["Change.type"] = new("Type of the object that changed.")
        {
            OneOf = ["payment", "refund", "order", "webhook"],
            Example = "payment",
        },
        ["TimelineEntry.type"] = new("Type of the entry: a webhook event type, `payment.captured`, `payment.late_approval` (the bank approved after the timeout), `payment.reversed` (the money was returned) or `webhook.attempt`.")
        {
            Pattern = EventName,
            Example = "payment.created",
        },
        ["created_at"] = new("Creation time."),
        ["updated_at"] = new("Time of the last change."),

        // numbers of the overview
        ["from"] = new("Start of the period."),
        ["to"] = new("End of the period, exclusive."),
        ["currencies"] = new("All currencies of the payments in the period.") { Example = new JsonArray("INR") },
        ["payments"] = Count("Number of payments created, with any result.", 120),
        ["succeeded"] = Count("Number of successful payments.", 111),
        ["Stats.failed"] = Count("Number of failed payments.", 8),
        ["Stats.pending"] = Count("Number of pending payments.", 1),
        ["volume"] = Money("Sum of successful payments, in the smallest currency unit.", 5_550_000) with { Most = null },
        ["success_rate"] = new("Successful payments divided by settled payments; null if none is settled.") { Least = 0, Most = 1, Example = 0.9328 },
        ["refunds"] = Count("Number of refunds created in the period that have not failed.", 2),
        ["refunded_amount"] = Money("Sum of these refunds, in the smallest currency unit.", 1000) with { Most = null },
        ["by_method"] = new("The same figures per payment method, largest volume first."),
        ["by_day"] = new("The same figures per day, including days without payments."),
        ["day"] = new("Day in the requested time zone.") { Example = "2026-01-31" },

        ["WebhookHealth.status"] = new("Health of the endpoint. `paused`: deliveries are on hold after many failures. `disabled`: the endpoint returned 410 or failed for days.")
        {
            OneOf = ["active", "paused", "disabled", "off"],
            Example = "active",
        },
        ["failing_since"] = new("Time of the first failure since the last success; null if the last attempt succeeded."),
        ["last_response_code"] = StatusCode("HTTP status of the last failed attempt; null if there was no response or no failure.", 500),
        ["consecutive_failures"] = Count("Number of failed attempts since the last success.", 0),

        // health and jobs
        ["Health.status"] = new("`degraded`: Redis or the workers cannot be reached. `unhealthy`: the database cannot be reached.")
        {
            OneOf = ["healthy", "degraded", "unhealthy"],
            Example = "healthy",
        },
        ["database"] = Connection("The database"),
        ["redis"] = Connection("Redis"),
        ["worker"] = Running,
        ["worker_status"] = Running,
        ["timestamp"] = new("Current time of the gateway."),
        ["JobsStatus.pending"] = Count("Number of jobs that are due and not started.", 0),
        ["JobsStatus.processing"] = Count("Number of jobs that are running or waiting for the bank.", 0),
        ["JobsStatus.completed"] = Count("Total number of completed jobs.", 100),
        ["JobsStatus.failed"] = Count("Total number of dead jobs.", 0),

        // errors
        ["error"] = new("The error."),
        ["code"] = new("Error code for programs. New codes may be added; existing codes keep their meaning.")
        {
            Pattern = "^[A-Z]+(_[A-Z]+)*$",
            Example = "BAD_REQUEST_ERROR",
        },
        ["description"] = new("Text for people.") { Example = "amount must be at least 100" },
        ["field"] = new("Field of the request that caused the error, if any.") { Example = "amount" },
        ["ErrorBody.reason"] = new("More specific error code, if any.")
        {
            Pattern = Word,
            Example = "refund_amount_exceeds_available",
        },
        ["metadata"] = Object("Additional data about the error, if any.", new JsonObject { ["available"] = 500 }),
        ["card"] = new("Card details. Required for `card`."),
    };

    /// <returns>Null: the field has no row.</returns>
    public static ValueFacts? Find(string? schema, string field) =>
        schema is not null && Rows.TryGetValue($"{schema}.{field}", out var own) ? own : Rows.GetValueOrDefault(field);
}
