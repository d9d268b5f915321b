\set n :n + 1
\set number :n * :clients + :client_id
SELECT o.id AS order_id, m.id AS merchant, right(md5(o.id), 16) AS suffix FROM orders o JOIN merchants m ON m.id = o.merchant_id
WHERE o.id = 'order_' || :prefix || '_' || :number AND m.api_key = 'key_test_abc123' \gset
BEGIN;
INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, status, refund_reserved, refunded_amount,
        exclusive, simulated_outcome, created_at, updated_at)
    VALUES ('pay_' || :suffix, :order_id, :merchant, 1000, 'INR', 'upi', 'success@sim', 'pending', 0, 0, true, 'success', now(), now());
UPDATE orders SET status = 'attempted', attempts = attempts + 1, updated_at = now() WHERE id = :order_id;
INSERT INTO jobs (kind, ref, state, attempt, max_attempts, fence, dispatch_count)
    VALUES ('payment', 'pay_' || :suffix, 'ready', 0, 25, 0, 0);
INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
    SELECT 'evt_' || left(type, 1) || right(:suffix, 15), :merchant, 'payment.' || type, 'pay_' || :suffix, repeat('x', 200), now()
    FROM unnest(ARRAY['created', 'pending']) type;
INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, next_retry_at, next_trigger, created_at)
    SELECT gen_random_uuid(), :merchant, 'evt_' || left(type, 1) || right(:suffix, 15), 'payment.' || type,
        to_json(repeat('x', 200)), 'pending', 0, now(), 'auto', now()
    FROM unnest(ARRAY['created', 'pending']) type;
INSERT INTO idempotency_keys (merchant_id, payer, key, fingerprint, status_code, response)
    VALUES (:merchant, false, 'key_' || :suffix, sha256(:suffix::text::bytea), 201, to_json(repeat('x', 300)));
COMMIT;
