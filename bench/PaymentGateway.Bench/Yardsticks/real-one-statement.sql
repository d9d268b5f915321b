\set n :n + 1
\set number :n * :clients + :client_id
WITH o AS (
    SELECT o.id, m.id AS merchant_id, o.amount, o.currency, right(md5(o.id), 16) AS suffix
    FROM orders o JOIN merchants m ON m.id = o.merchant_id
    WHERE o.id = 'order_' || :prefix || '_' || :number AND m.api_key = 'key_test_abc123'),
payment AS (
    INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, status, refund_reserved, refunded_amount,
        exclusive, simulated_outcome, created_at, updated_at)
    SELECT 'pay_' || suffix, id, merchant_id, amount, currency, 'upi', 'success@sim', 'pending', 0, 0, true, 'success', now(), now()
    FROM o),
attempted AS (
    UPDATE orders SET status = 'attempted', attempts = orders.attempts + 1, updated_at = now() FROM o WHERE orders.id = o.id),
job AS (
    INSERT INTO jobs (kind, ref, state, attempt, max_attempts, fence, dispatch_count)
    SELECT 'payment', 'pay_' || suffix, 'ready', 0, 25, 0, 0 FROM o),
event AS (
    INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
    SELECT 'evt_' || left(type, 1) || right(suffix, 15), merchant_id, 'payment.' || type, 'pay_' || suffix, repeat('x', 200), now()
    FROM o, unnest(ARRAY['created', 'pending']) type),
delivery AS (
    INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, next_retry_at, next_trigger, created_at)
    SELECT gen_random_uuid(), merchant_id, 'evt_' || left(type, 1) || right(suffix, 15), 'payment.' || type,
        to_json(repeat('x', 200)), 'pending', 0, now(), 'auto', now()
    FROM o, unnest(ARRAY['created', 'pending']) type)
INSERT INTO idempotency_keys (merchant_id, payer, key, fingerprint, status_code, response)
SELECT merchant_id, false, 'key_' || suffix, sha256(suffix::bytea), 201, to_json(repeat('x', 300)) FROM o;
