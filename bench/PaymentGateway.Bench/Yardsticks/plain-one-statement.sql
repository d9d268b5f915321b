\set n :n + 1
\set number :n * :clients + :client_id
WITH o AS (
    SELECT o.id, m.id AS merchant_id, o.amount, o.currency, right(md5(o.id), 16) AS suffix
    FROM plain.orders o JOIN plain.merchants m ON m.id = o.merchant_id
    WHERE o.id = 'order_' || :prefix || '_' || :number AND m.api_key = 'key_test_abc123'),
payment AS (
    INSERT INTO plain.payments
    SELECT 'pay_' || suffix, id, merchant_id, amount, currency, 'upi', 'success@sim', 'pending', now(), now() FROM o),
attempted AS (
    UPDATE plain.orders SET status = 'attempted', attempts = orders.attempts + 1, updated_at = now() FROM o WHERE orders.id = o.id),
job AS (
    INSERT INTO plain.jobs (kind, ref, state) SELECT 'payment', 'pay_' || suffix, 'ready' FROM o),
event AS (
    INSERT INTO plain.events
    SELECT 'evt_' || left(type, 1) || right(suffix, 15), merchant_id, 'payment.' || type, 'pay_' || suffix, repeat('x', 200), now()
    FROM o, unnest(ARRAY['created', 'pending']) type),
delivery AS (
    INSERT INTO plain.deliveries
    SELECT gen_random_uuid(), merchant_id, 'evt_' || left(type, 1) || right(suffix, 15), 'pending', now()
    FROM o, unnest(ARRAY['created', 'pending']) type)
INSERT INTO plain.idempotency_keys SELECT merchant_id, 'key_' || suffix, sha256(suffix::bytea), repeat('x', 300) FROM o;
