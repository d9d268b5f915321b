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
        ["order_id"] = Id("The order's id.", "order"),
        ["Order.id"] = Id("The order's id.", "order"),
        ["PublicOrder.id"] = Id("The order's id.", "order"),
        ["payment_id"] = Id("The payment's id.", "pay"),
        ["Payment.id"] = Id("The payment's id.", "pay"),
        ["PublicPayment.id"] = Id("The payment's id.", "pay"),
        ["refund_id"] = Id("The refund's id.", "rfnd"),
        ["Refund.id"] = Id("The refund's id.", "rfnd"),
        ["subject_id"] = new("The payment or refund it happened to.") { Pattern = "^(pay|rfnd)_[A-Za-z0-9]{16}$", Example = Ids["pay"] },
        ["Webhook.subject_id"] = new("The payment or refund that the event is about; null for webhook.test.")
        {
            Pattern = "^(pay|rfnd)_[A-Za-z0-9]{16}$",
            Example = Ids["pay"],
        },
        ["event_id"] = Id("The event's id: the same in every delivery and attempt, for leaving out repetitions.", "evt"),
        ["webhook_id"] = Uuid("The delivery's id."),
        ["merchant_id"] = Uuid("The merchant's id."),
        ["Webhook.id"] = Uuid("The delivery's id."),
        ["RetryWebhook.id"] = Uuid("The delivery's id."),
        ["id"] = Uuid("The merchant's id."),
        ["Change.id"] = new("The id of what changed; its state is read where it lives.") { Example = Ids["pay"] },
        ["request_id"] = new("What to quote when asking for help; the same as in the header X-Request-Id.") { Example = RequestIdExample },
        ["trace_id"] = new("Of the request that made the payment; null when its job has been cleared away.")
        {
            Pattern = "^[0-9a-f]{32}$",
            Example = RequestIdExample,
        },

        // money
        ["amount"] = Money("In the smallest unit of the currency: 50000 INR is ₹500.00.", 50000, least: 1),
        ["TimelineEntry.amount"] = Money("Of a refund, in the smallest unit; null for anything else.", 500, least: 1),
        ["CreateOrderRequest.amount"] = Money("In the smallest unit of the currency: 50000 INR is ₹500.00.", 50000, Core.Payments.Money.Least),
        ["CreateRefundRequest.amount"] =
            Money("In the smallest unit; all that is left when absent.", 500, least: 1) with { NeverNull = true },
        ["currency"] = new("The code of ISO 4217.") { Pattern = "^[A-Z]{3}$", Example = "INR" },
        ["CreateOrderRequest.currency"] = new("The code of ISO 4217.") { Pattern = "^[A-Z]{3}$", Example = "INR", Absent = "INR" },
        ["amount_paid"] = Money("What has been paid, in the smallest unit.", 0),
        ["amount_due"] = Money("What is still to be paid, in the smallest unit.", 50000),
        ["amount_refunded"] = Money("What has been paid back, in the smallest unit.", 0),
        ["amount_refundable"] = Money(
            "What no refund has paid back or reserved, in the smallest unit; 0 unless it has succeeded.", 50000),
        ["refund_status"] = new("How much has been paid back.") { OneOf = ["none", "partial", "full"], Example = "none" },

        // orders
        ["receipt"] = new("Your own number for it.") { Longest = 255, Example = "order_001" },
        ["notes"] = Object("Anything of yours, kept as it was sent.", new JsonObject { ["cart"] = "c-1007" }) with { MostMembers = 15 },
        ["Order.status"] = new("How far it is.") { OneOf = WireNames.OrderStatuses, Example = "created" },
        ["PublicOrder.status"] = new("How far it is.") { OneOf = WireNames.OrderStatuses, Example = "created" },
        ["Order.attempts"] = Count("Payments that have been started.", 0),
        ["merchant_name"] = new("Who is to be paid.") { Example = "Test Merchant" },

        // payments
        ["method"] = new("How it is paid.") { OneOf = WireNames.PaymentMethods, Example = "upi" },
        ["vpa"] = new("The shopper's UPI address; null for other methods.") { Pattern = Vpa, Longest = 255, Example = "user@paytm" },
        ["CreatePaymentRequest.vpa"] = new("For upi: the shopper's address.") { Pattern = Vpa, Longest = 255, Example = "user@paytm" },
        ["key"] = new("From a checkout: the merchant's publishable key, which must then be that of the order's merchant.")
        {
            Example = "key_test_abc123",
        },
        ["number"] = new("13 to 19 digits that pass the Luhn check; spaces and hyphens are taken out.")
        {
            Pattern = @"^(?:[ \-]*[0-9]){13,19}[ \-]*$",
            Example = "4242424242424242",
            IsNeeded = true,
        },
        ["expiry_month"] = TextOrNumber("1 to 12, with or without a leading zero.", "^(0?[1-9]|1[0-2])$", "12"),
        ["expiry_year"] = TextOrNumber("YY or YYYY.", "^([0-9]{2}|[0-9]{4})$", "2030"),
        ["cvv"] = new("The security code: three digits, for amex four.") { Pattern = "^[0-9]{3,4}$", Example = "123", IsNeeded = true },
        ["holder_name"] = new("The name on the card.") { Longest = 255, Example = "Asha Rao" },
        ["card_network"] = new("Whose card it is; null for other methods.")
        {
            OneOf = ["visa", "mastercard", "amex", "rupay", "discover", "diners", "jcb", "unknown"],
            Example = "visa",
        },
        ["card_last4"] = new("The end of the card's number, of which no more is kept; null for other methods.")
        {
            Pattern = "^[0-9]{4}$",
            Example = "4242",
        },
        ["Payment.status"] = new("success and failed are final.") { OneOf = WireNames.PaymentStatuses, Example = "pending" },
        ["PublicPayment.status"] = new("success and failed are final.") { OneOf = WireNames.PaymentStatuses, Example = "pending" },
        ["bank_reference"] = new("The bank's own number of it; null until the bank has decided.")
        {
            Longest = 64,
            Example = "428193750164",
        },
        ["captured"] = new("Whether it has been captured.") { Example = false },
        ["error_code"] = new("Why it failed, for programs; null when it has not.") { OneOf = ["PAYMENT_FAILED"], Example = "PAYMENT_FAILED" },
        ["error_reason"] = new("Why it failed, finer; null when it has not. The list grows.") { Pattern = Word, Example = "insufficient_funds" },
        ["error_description"] = new("Why it failed, for people; null when it has not.") { Example = "Payment processing failed" },
        ["entries"] = new("Oldest first."),
        ["at"] = new("When."),

        // refunds
        ["TimelineEntry.reason"] = new("Of a refund, in your words; null when it was given none.")
        {
            Longest = 500,
            Example = "Customer request",
        },
        ["reason"] = new("Why, in your words.") { Longest = 500, Example = "Customer request" },
        ["Refund.status"] = new("processed and failed are final.") { OneOf = WireNames.RefundStatuses, Example = "pending" },
        ["processed_at"] = new("When the bank was done; null before."),

        // merchants and sessions
        ["name"] = new("The merchant's name.") { Example = "Test Merchant" },
        ["RenameMerchantRequest.name"] = new("The name that shoppers see: 1 to 255 characters once trimmed.")
        {
            Shortest = 1,
            Example = "Test Merchant",
        },
        ["email"] = new("The merchant's e-mail address.") { Longest = 255, Example = "test@example.com" },
        ["password"] = Password("The password.", 1, "gateway_test_123"),
        ["current_password"] = Password("The password as it is.", 1, "gateway_test_123"),
        ["new_password"] = Password("The password as it is to be: another.", MerchantPasswords.MinLength, "a longer one 456"),
        ["api_key"] = new("The publishable half of the credentials: it stands in shops' pages.") { Example = "key_test_abc123" },
        ["api_secret"] = new("The secret half, shown here and never again.") { Example = "secret_test_xyz789" },
        ["test_api_secret"] = new("In a sandbox, the published merchant's published secret as long as it is in force.")
        {
            Example = "secret_test_xyz789",
        },
        ["previous_secret_expires_at"] = new("Until when the old secret works; null: not any more."),
        ["overlap_seconds"] = new("How long the old secret works on, so that servers can be changed one after the other.")
        {
            Least = 0,
            Most = 86400,
            Absent = 0,
            Example = 3600,
        },
        ["token"] = new("For the header `Authorization: Bearer …`.") { Example = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln" },
        ["refresh_token"] = new("For the next token. Every refresh replaces it.")
        {
            Longest = 255,
            Example = "q0Vh8oDkW3uYx1mPz5rT7bNcJ2gLfA9sEi4tKy6vHdU",
        },
        ["expires_at"] = new("When the token ends."),
        ["merchant"] = new("Whose session it is."),
        ["ConfigureCheckoutRequest.allowed_origins"] = Origins with { IsNeeded = true },
        ["allowed_origins"] = Origins,
        ["seeded"] = new("Always true: the merchant is the published one.") { Example = true },

        // webhooks
        ["webhook_url"] = new("Where webhooks go: absolute, http only in a sandbox; null switches delivery off.")
        {
            Format = "uri",
            Longest = 255,
            Example = "https://shop.example/webhook",
        },
        ["webhook_secret"] = new("The key of both signatures: these characters, as UTF-8; null when none is set or it cannot be decrypted.")
        {
            Pattern = "^[!-~]{8,64}$",
            Example = "whsec_test_abc123",
        },
        ["webhook_secret_unreadable"] = new(
            "A secret is set and cannot be decrypted, because the master key has changed: deliveries fail until another is set.")
        {
            Example = false,
        },
        ["standard_webhooks_secret"] = new("The same key as the Standard Webhooks libraries want it.")
        {
            Pattern = "^whsec_[A-Za-z0-9+/]+=*$",
            Example = "whsec_d2hzZWNfdGVzdF9hYmMxMjM=",
        },
        ["event"] = new("What happened; the list grows.") { Pattern = EventName, Example = "payment.success" },
        ["Webhook.status"] = new("failed only after the last attempt.") { OneOf = WireNames.DeliveryStatuses, Example = "success" },
        ["RetryWebhook.status"] = new("It waits to be sent again.") { OneOf = ["pending"], Example = "pending" },
        ["attempts"] = Count("Attempts since the schedule was last started.", 1),
        ["attempt"] = Count("Counts from one over the whole life of the delivery.", 1),
        ["last_attempt_at"] = new("When it was last tried; null before the first attempt."),
        ["next_retry_at"] = new("When it will be tried next; null when it will not."),
        ["response_code"] = StatusCode("What the receiver answered last; null when it did not.", 200),
        ["response_body"] = new("At most 4 kB of what the receiver answered last.") { Example = "OK" },
        ["payload"] = Object("The body that is sent.", new JsonObject
        {
            ["event"] = "payment.success",
            ["timestamp"] = 1769851800,
            ["data"] = new JsonObject(),
        }),
        ["attempt_log"] = new("Every attempt ever made, in the view of one delivery only."),
        ["WebhookBody.timestamp"] = new("When it happened, in unix seconds.") { Type = JsonSchemaType.Integer, Least = 0, Example = 1705315870 },
        ["WebhookBody.data"] = new("What it happened to."),
        ["WebhookBody.payment"] = new("The payment as it is now."),
        ["WebhookBody.refund"] = new("The refund as it is now."),
        ["trigger"] = new("The schedule, a retry by hand, or the test button.") { OneOf = ["auto", "manual", "test"], Example = "auto" },
        ["started_at"] = new("When it was sent."),
        ["duration_ms"] = new("Milliseconds; null while under way, or when it was interrupted.") { Least = 0, Example = 84 },
        ["WebhookAttempt.error"] = AttemptError,
        ["TimelineEntry.error"] = AttemptError,
        ["message"] = new("For people.") { Example = "The webhook will be delivered again" },

        // lists and live changes
        ["data"] = new("A slice of the list, newest first."),
        ["total"] = Count("How many there are in all.", 1),
        ["total_is_capped"] = new("Of a search: more than 10,000 rows match, of which the list holds 10,000.")
        {
            Example = false,
        },
        ["limit"] = new("How many the slice may hold.") { Least = 1, Most = 100, Example = 10 },
        ["offset"] = Count("How many were left out before it; 0 with starting_after.", 0),
        ["has_more"] = new("Whether there are more behind it.") { Example = false },
        ["Heartbeat.live"] = new("Whether changes are pushed at present. After false, read again once it is true.") { Example = true },
        ["Change.type"] = new("What changed.")
        {
            OneOf = ["payment", "refund", "order", "webhook"],
            Example = "payment",
        },
        ["TimelineEntry.type"] = new("An event as webhooks name it, `payment.captured`, `payment.late_approval` (the bank approved after the time-out), `payment.reversed` (and the money went back), or `webhook.attempt`.")
        {
            Pattern = EventName,
            Example = "payment.created",
        },
        ["created_at"] = new("When it was made."),
        ["updated_at"] = new("When it last changed."),

        // numbers of the overview
        ["from"] = new("Where the period begins."),
        ["to"] = new("Where it ends; this instant is not in it."),
        ["currencies"] = new("All that payments of the period are in.") { Example = new JsonArray("INR") },
        ["payments"] = Count("Payments started, however they ended.", 120),
        ["succeeded"] = Count("Those that succeeded.", 111),
        ["Stats.failed"] = Count("Those that failed.", 8),
        ["Stats.pending"] = Count("Those not decided.", 1),
        ["volume"] = Money("All that succeeded, in the smallest unit.", 5_550_000) with { Most = null },
        ["success_rate"] = new("Succeeded among those decided; null when none is.") { Least = 0, Most = 1, Example = 0.9328 },
        ["refunds"] = Count("Refunds started in the period that have not failed.", 2),
        ["refunded_amount"] = Money("Those added up, in the smallest unit.", 1000) with { Most = null },
        ["by_method"] = new("The same by method, the largest volume first."),
        ["by_day"] = new("Every day of the period, also those without a payment."),
        ["day"] = new("In the time zone asked for.") { Example = "2026-01-31" },

        ["WebhookHealth.status"] = new("paused: after many failures new webhooks wait; disabled: the address said that it is gone.")
        {
            OneOf = ["active", "paused", "disabled", "off"],
            Example = "active",
        },
        ["failing_since"] = new("The first failure since the last success; null when the last attempt succeeded."),
        ["last_response_code"] = StatusCode("Of the last attempt that failed; null when no response came, or none failed.", 500),
        ["consecutive_failures"] = Count("Attempts that have failed since the last success.", 0),

        // health and jobs
        ["Health.status"] = new("degraded: Redis or the workers are away; unhealthy: the database is.")
        {
            OneOf = ["healthy", "degraded", "unhealthy"],
            Example = "healthy",
        },
        ["database"] = Connection("The database"),
        ["redis"] = Connection("Redis"),
        ["worker"] = Running,
        ["worker_status"] = Running,
        ["timestamp"] = new("Now, by the gateway's clock."),
        ["JobsStatus.pending"] = Count("Jobs that are due and nobody has taken.", 0),
        ["JobsStatus.processing"] = Count("Jobs that run, or wait for the bank.", 0),
        ["JobsStatus.completed"] = Count("Jobs done, ever.", 100),
        ["JobsStatus.failed"] = Count("Jobs given up, ever.", 0),

        // errors
        ["error"] = new("What went wrong."),
        ["code"] = new("For programs: the list only grows, and a code never changes its meaning.")
        {
            Pattern = "^[A-Z]+(_[A-Z]+)*$",
            Example = "BAD_REQUEST_ERROR",
        },
        ["description"] = new("For people.") { Example = "amount must be at least 100" },
        ["field"] = new("The request's field at fault, where it is one.") { Example = "amount" },
        ["ErrorBody.reason"] = new("A finer name of the fault, where there is one.")
        {
            Pattern = Word,
            Example = "refund_amount_exceeds_available",
        },
        ["metadata"] = Object("What a program needs to go on, where there is something.", new JsonObject { ["available"] = 500 }),
        ["card"] = new("For card."),
    };

    /// <returns>Null: the field has no row.</returns>
    public static ValueFacts? Find(string? schema, string field) =>
        schema is not null && Rows.TryGetValue($"{schema}.{field}", out var own) ? own : Rows.GetValueOrDefault(field);
}
