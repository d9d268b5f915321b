\set n :n + 1
\set number :n * :clients + :client_id
SELECT o.id AS order_id, m.id AS merchant, right(md5(o.id), 16) AS suffix
FROM plain.orders o JOIN plain.merchants m ON m.id = o.merchant_id
WHERE o.id = 'order_' || :prefix || '_' || :number AND m.api_key = 'key_test_abc123' \gset
BEGIN;
INSERT INTO plain.payments
    VALUES ('pay_' || :suffix, :order_id, :merchant, 1000, 'INR', 'upi', 'success@sim', 'pending', now(), now());
UPDATE plain.orders SET status = 'attempted', attempts = attempts + 1, updated_at = now() WHERE id = :order_id;
INSERT INTO plain.jobs (kind, ref, state) VALUES ('payment', 'pay_' || :suffix, 'ready');
INSERT INTO plain.events SELECT 'evt_' || left(type, 1) || right(:suffix, 15), :merchant, 'payment.' || type, 'pay_' || :suffix, repeat('x', 200), now()
    FROM unnest(ARRAY['created', 'pending']) type;
INSERT INTO plain.deliveries SELECT gen_random_uuid(), :merchant, 'evt_' || left(type, 1) || right(:suffix, 15), 'pending', now()
    FROM unnest(ARRAY['created', 'pending']) type;
INSERT INTO plain.idempotency_keys VALUES (:merchant, 'key_' || :suffix, sha256(:suffix::text::bytea), repeat('x', 300));
COMMIT;
