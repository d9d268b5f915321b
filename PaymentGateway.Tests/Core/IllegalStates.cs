using Npgsql;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>The database refuses by itself what the code would never write: each by a constraint with a name.</summary>
public sealed class IllegalStates(Servers servers)
{
    private const string Order = "order_IllegalStates0001";
    private const string Pending = "pay_IllegalPending01";
    private const string Paid = "pay_IllegalSuccess01";
    private const string OtherPayment = "pay_IllegalPending02";
    private const string ARefund = "rfnd_IllegalRefund001";
    private const string Paying = $"UPDATE orders SET status = 'attempted' WHERE id = '{Order}'; UPDATE orders SET status = 'paid', amount_paid = amount WHERE id = '{Order}';";
    private const string Job = "INSERT INTO jobs (kind, ref, attempt, max_attempts, fence, dispatch_count, state) VALUES ";

    private const string Now = "SET CONSTRAINTS ALL IMMEDIATE;";
    private const string TimedOut = $"UPDATE payments SET status = 'failed', completed_at = now(), error_code = 'PAYMENT_FAILED', error_reason = 'payment_timed_out' WHERE id = '{Pending}';";
    private const string Reversed = "UPDATE payment_reversals SET status = 'processed', processed_at = now(), bank_reference = 'ref';";
    private const string PayOrder2 = "INSERT INTO payments SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'pay_IllegalPending04', 'order_id', 'order_2', 'exclusive', true))).* "
        + $"FROM payments p WHERE id = '{Pending}';";

    private static readonly string[] Setting =
    [
        "INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at) "
            + $"SELECT '{Order}', id, 1000, 'INR', 'created', 0, 0, true, now(), now() FROM merchants",
        Payment(Pending, "pending", "NULL"),
        Payment(Paid, "success", "now()"),
    ];

    public static TheoryData<string, string> Cases => new()
    {
        { "payment_transition", Set(Paid, "status = 'pending', completed_at = NULL") },
        { "payment_transition", Set(Paid, "status = 'failed', error_code = 'X'") },
        { "payment_immutable", Set(Paid, "amount = 1") },
        { "payment_immutable", Set(Paid, "currency = 'USD'") },
        { "payment_immutable", Set(Paid, "method = 'card'") },
        { "payment_immutable", Set(Paid, "exclusive = true") },
        { "payment_monotonic", Set(Paid, "captured = true") + Set(Paid, "captured = false") },
        { "payment_refund_money", Set(Paid, "refund_reserved = 1001") },
        { "payment_refund_money", Set(Paid, "refund_reserved = -1") },
        { "payment_refund_money", Set(Paid, "refunded_amount = 1") },
        { "payment_only_success_has_money", Set(Pending, "captured = true") },
        { "payment_only_success_has_money", Set(Pending, "refund_reserved = 1") },
        { "payment_terminal_shape", Set(Pending, "status = 'success'") },
        { "payment_failed_has_reason", Set(Pending, "status = 'failed', completed_at = now()") },
        { "payment_status", Set(Pending, "status = 'refunded', completed_at = now()") },
        { "payment_card_last4", Set(Pending, "card_last4 = '42x2'") },
        { "payment_method_shape", Set(Pending, "vpa = NULL") },
        { "payment_id_shape", Copy("id", "pay_short") },
        { "payment_of_order", Copy("amount", "999") },
        { "payment_of_order", Copy("currency", "USD") },
        { "one_live_payment_per_order", Copy("exclusive", "true") + Copy("exclusive", "true", "pay_IllegalPending03") },
        { "order_transition", $"UPDATE orders SET status = 'paid', amount_paid = amount WHERE id = '{Order}'" },
        { "order_paid_money", $"UPDATE orders SET amount_paid = 1 WHERE id = '{Order}'" },
        { "order_immutable", $"UPDATE orders SET reusable = false WHERE id = '{Order}'" },
        { "order_amount", Setting[0].Replace("1000", "99", StringComparison.Ordinal).Replace(Order, "order_2", StringComparison.Ordinal) },
        { "order_transition", Paying + $"UPDATE orders SET status = 'created', amount_paid = 0 WHERE id = '{Order}'" },
        { "order_transition", Paying + $"UPDATE orders SET status = 'attempted', amount_paid = 0 WHERE id = '{Order}'" },
        { "order_immutable", $"UPDATE orders SET amount = 2000 WHERE id = '{Order}'" },
        { "order_attempts", $"UPDATE orders SET attempts = -1 WHERE id = '{Order}'" },
        { "order_notes_size", $"UPDATE orders SET notes = json_build_object('a', repeat('x', 8192)) WHERE id = '{Order}'" },
        { "payment_monotonic", Set(Paid, "refund_reserved = 1, refunded_amount = 1") + Set(Paid, "refunded_amount = 0") },
        { "payment_method", Copy("method", "cash") },
        { "refund_amount", Refund(0) },
        { "refund_amount", Refund(-1) },
        { "refund_id_shape", Refund(1).Replace(ARefund, "rfnd_short", StringComparison.Ordinal) },
        { "refund_of_payment", Refund(1).Replace($"'{ARefund}', id", $"'{ARefund}', 'pay_NobodysPayment01'", StringComparison.Ordinal) + "SET CONSTRAINTS ALL IMMEDIATE" },
        { "refund_transition", Refund(1) + SetRefund("processed") + SetRefund("pending") },
        { "refund_transition", Refund(1) + SetRefund("processed") + SetRefund("failed") },
        { "refund_transition", Refund(1) + SetRefund("failed") + SetRefund("pending") },
        { "refund_transition", Refund(1) + SetRefund("failed") + SetRefund("processed") },
        { "refund_immutable", Refund(1) + "UPDATE refunds SET amount = 2" },
        { "refund_immutable", Refund(1) + $"UPDATE refunds SET payment_id = '{Pending}'" },
        { "refund_error_shape", Refund(1) + "UPDATE refunds SET error_description = 'why'" },
        { "refund_processed_shape", Refund(1) + "UPDATE refunds SET status = 'processed'" },
        { "refund_processed_shape", Refund(1) + "UPDATE refunds SET processed_at = now()" },
        { "refund_status", Refund(1) + "UPDATE refunds SET status = 'lost'" },
        { "refund_reason", Refund(1) + "UPDATE refunds SET reason = repeat('x', 501)" },
        { "refund_sums", Refund(1) + "SET CONSTRAINTS ALL IMMEDIATE" },
        { "refund_sums", Set(Paid, "refund_reserved = 1") + "SET CONSTRAINTS ALL IMMEDIATE" },
        { "payment_outcome", Set(Paid, "completed_at = now() + interval '1 s'") },
        { "payment_outcome", Set(Paid, "bank_reference = 'another'") },
        { "payment_outcome", TimedOut + Set(Pending, "error_reason = 'payment_declined'") },
        { "payment_outcome", TimedOut + Set(Pending, "error_code = 'ANOTHER'") },
        { "payment_outcome", TimedOut + Set(Pending, "error_description = 'another'") },
        { "payment_pays_order", Copy("exclusive", "true") + Set(OtherPayment, "status = 'success', completed_at = now()") + Now },
        { "order_paid_by_payment", NewOrder("paid", 1000) + Now },
        { "order_paid_by_payment", NewOrder("attempted", 0) + "UPDATE orders SET status = 'paid', amount_paid = amount WHERE id = 'order_2';" + Now },
        { "order_paid_by_payment", NewOrder("attempted", 0) + PayOrder2 + "UPDATE orders SET status = 'paid', amount_paid = amount WHERE id = 'order_2';" + Now },
        { "money_kept", $"DELETE FROM payments WHERE id = '{Paid}'" },
        { "money_kept", $"DELETE FROM payments WHERE id = '{Pending}'" },
        { "money_kept", $"DELETE FROM orders WHERE id = '{Order}'" },
        { "money_kept", Refund(1) + "DELETE FROM refunds" },
        { "money_kept", Refund(1) + SetRefund("processed") + "DELETE FROM refunds" },
        { "money_kept", TimedOut + Reversal() + "DELETE FROM payment_reversals" },
        { "money_kept", "TRUNCATE payments CASCADE" },
        { "money_kept", "TRUNCATE orders CASCADE" },
        { "money_kept", "TRUNCATE merchants CASCADE" },
        { "money_kept", "TRUNCATE refunds" },
        { "money_kept", "TRUNCATE payment_reversals" },
        { "money_kept", "TRUNCATE events CASCADE" },
        { "reversal_of_timed_out_payment", Reversal() },
        { "reversal_of_timed_out_payment", Reversal(Paid) },
        { "reversal_of_timed_out_payment", Set(Pending, "status = 'failed', completed_at = now(), error_code = 'X', error_reason = 'payment_declined'") + Reversal() },
        { "reversal_of_timed_out_payment", TimedOut.Replace("error_reason", "bank_reference = 'decided', error_reason", StringComparison.Ordinal) + Reversal() },
        { "reversal_of_payment", TimedOut + Reversal().Replace("merchant_id, 'pending'", "gen_random_uuid(), 'pending'", StringComparison.Ordinal) + Now },
        { "pk_payment_reversals", TimedOut + Reversal() + Reversal() },
        { "reversal_status", TimedOut + Reversal() + "UPDATE payment_reversals SET status = 'lost'" },
        { "reversal_processed_shape", TimedOut + Reversal() + "UPDATE payment_reversals SET status = 'processed'" },
        { "reversal_transition", TimedOut + Reversal() + Reversed + "UPDATE payment_reversals SET status = 'pending', processed_at = NULL" },
        { "reversal_transition", TimedOut + Reversal() + Reversed + "UPDATE payment_reversals SET bank_reference = 'another'" },
        { "reversal_immutable", TimedOut + Reversal() + "UPDATE payment_reversals SET approval_reference = 'another'" },
        { "event_kept", Event("evt_1") + "DELETE FROM events" },
        { "event_kept", Event("evt_1", age: 400) + "DELETE FROM events" },
        { "event_immutable", Event("evt_1") + "UPDATE events SET type = 'payment.failed'" },
        { "event_immutable", Event("evt_1") + "UPDATE events SET subject_id = 'pay_another'" },
        { "event_immutable", Event("evt_1") + "UPDATE events SET id = 'evt_2'" },
        { "event_immutable", Event("evt_1") + "UPDATE events SET merchant_id = gen_random_uuid()" },
        { "event_immutable", Event("evt_1") + "UPDATE events SET created_at = now() - interval '2 days'" },
        { "event_body", Event("evt_1") + "UPDATE events SET body = 'another'" },
        { "event_body", Event("evt_1") + "UPDATE events SET body = NULL" },
        { "event_body", Event("evt_1", age: 2) + "UPDATE events SET body = 'another'" },
        { "event_body", Event("evt_1", age: 2) + "UPDATE events SET body = NULL; UPDATE events SET body = ''" },
        { "event_happens_once", Event("evt_1") + Event("evt_2") },
        { "webhook_pending_shape", Event("evt_1") + WebhookLog() },
        { "webhook_pending_shape", Event("evt_1") + WebhookLog("success", "now()") },
        { "webhook_status", Event("evt_1") + WebhookLog("lost") },
        { "webhook_once", Event("evt_1") + WebhookLog("failed") + WebhookLog("failed") },
        { "webhook_response_size", Event("evt_1") + WebhookLog("failed") + "UPDATE webhook_logs SET response_body = repeat('x', 4097)" },
        { "attempt_response_size", Event("evt_1") + WebhookLog("failed") + Attempt("auto", 4097) },
        { "attempt_trigger", Event("evt_1") + WebhookLog("failed") + Attempt("magic", 1) },
        { "idempotency_key_shape", Key("''", 32, 201) },
        { "idempotency_key_shape", Key("E'a\\tb'", 32, 201) },
        { "idempotency_key_shape", Key("'clé'", 32, 201) },
        { "idempotency_fingerprint", Key("'key'", 31, 201) },
        { "idempotency_only_success", Key("'key'", 32, 400) },
        { "idempotency_only_success", Key("'key'", 32, 500) },
        { "pk_idempotency_keys", Key("'key'", 32, 201) + Key("'key'", 32, 200) },
        { "merchant_secret_hash", "UPDATE merchants SET api_secret = 'secret_test_xyz789'" },
        { "session_token_hash", Session("'refresh_token_hash', 'a token'") },
        { "session_previous_token_hash", Session("'previous_refresh_token_hash', 'a token', 'refreshed_at', now()") },
        { "session_refreshed", Session("'previous_refresh_token_hash', repeat('0', 64)") },
        { "session_refreshed", Session("'refreshed_at', now()") },
        { "endpoint_response_code", "UPDATE webhook_endpoints SET last_response_code = 99" },
        { "job_kind", Job + "('lunch', 'x', 0, 1, 0, 0, 'ready')" },
        { "job_lease", Job + "('payment', 'x', 0, 1, 0, 0, 'running')" },
        { "job_finished", Job + "('payment', 'x', 0, 1, 0, 0, 'done')" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_illegal_write_is_refused(string constraint, string sql)
    {
        await using var connection = new NpgsqlConnection(await servers.EmptyDatabaseAsync());
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(); // never committed: every case starts alike
        foreach (var statement in Setting)
        {
            await ExecuteAsync(connection, statement);
        }

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, sql));

        Assert.Equal(constraint, refusal.ConstraintName);
    }

    private static string Payment(string id, string status, string completedAt) =>
        "INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, status, refund_reserved, refunded_amount, "
        + "exclusive, created_at, updated_at, completed_at) "
        + $"SELECT '{id}', id, merchant_id, amount, currency, 'upi', 'a@b', '{status}', 0, 0, false, now(), now(), {completedAt} "
        + $"FROM orders WHERE id = '{Order}'";

    private static string Set(string payment, string change) => $"UPDATE payments SET {change} WHERE id = '{payment}';";

    private static string Copy(string column, string value, string id = OtherPayment) =>
        $$"""
        INSERT INTO payments SELECT (jsonb_populate_record(p, jsonb_build_object('id', '{{id}}') || '{"{{column}}": "{{value}}"}')).*
        FROM payments p WHERE id = '{{Pending}}';
        """;

    private static string Refund(int amount) =>
        "INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at) "
        + $"SELECT '{ARefund}', id, merchant_id, {amount}, 'pending', now() FROM payments WHERE id = '{Paid}';";

    private static string SetRefund(string status) =>
        $"UPDATE refunds SET status = '{status}', processed_at = CASE WHEN '{status}' = 'processed' THEN now() END WHERE id = '{ARefund}';";

    /// <param name="age">Days.</param>
    private static string Event(string id, int age = 0) =>
        "INSERT INTO events (id, merchant_id, type, subject_id, body, created_at) "
        + $"SELECT '{id}', merchant_id, 'payment.success', id, '', now() - interval '{age} days' FROM payments WHERE id = '{Paid}';";

    private static string NewOrder(string status, int paid) =>
        "INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at) "
        + $"SELECT 'order_2', id, 1000, 'INR', '{status}', {paid}, 0, false, now(), now() FROM merchants;";

    private static string Reversal(string payment = Pending) =>
        "INSERT INTO payment_reversals (payment_id, merchant_id, status, approval_reference, created_at) "
        + $"SELECT id, merchant_id, 'pending', 'ref', now() FROM payments WHERE id = '{payment}';";

    private static string WebhookLog(string status = "pending", string nextRetryAt = "NULL") =>
        "INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, created_at, next_trigger, next_retry_at) "
        + $"SELECT gen_random_uuid(), merchant_id, 'evt_1', 'x', '{{}}', '{status}', 0, now(), 'auto', {nextRetryAt} FROM events WHERE id = 'evt_1';";

    private static string Attempt(string trigger, int responseLength) =>
        "INSERT INTO webhook_attempts (webhook_id, attempt, trigger, started_at, response_body) "
        + $"SELECT id, 1, '{trigger}', now(), repeat('x', {responseLength}) FROM webhook_logs WHERE event_id = 'evt_1';";

    private static string Session(string columns) =>
        "INSERT INTO sessions SELECT (jsonb_populate_record(NULL::sessions, jsonb_build_object('id', gen_random_uuid(), 'merchant_id', id, "
        + "'refresh_token_hash', repeat('0', 64), 'created_at', now(), 'last_seen_at', now(), 'expires_at', now()) "
        + $"|| jsonb_build_object({columns}))).* FROM merchants;";

    private static string Key(string key, int fingerprintLength, int status) =>
        "INSERT INTO idempotency_keys (merchant_id, payer, key, fingerprint, status_code, response) "
        + $"SELECT id, false, {key}, decode(repeat('00', {fingerprintLength}), 'hex'), {status}, '{{}}' FROM merchants;";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
