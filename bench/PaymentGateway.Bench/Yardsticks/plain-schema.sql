-- What a payment needs at least: no checks, triggers or foreign keys. This yardstick stays as it is when the gateway's schema changes.
CREATE SCHEMA plain;
CREATE TABLE plain.merchants (id uuid PRIMARY KEY, api_key text NOT NULL UNIQUE, webhook_url text);
CREATE TABLE plain.orders (
    id text PRIMARY KEY, merchant_id uuid NOT NULL, amount bigint NOT NULL, currency text NOT NULL, status text NOT NULL,
    attempts int NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE TABLE plain.payments (
    id text PRIMARY KEY, order_id text NOT NULL, merchant_id uuid NOT NULL, amount bigint NOT NULL, currency text NOT NULL,
    method text NOT NULL, vpa text, status text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE INDEX ON plain.payments (merchant_id, created_at);
CREATE TABLE plain.jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, ref text NOT NULL, state text NOT NULL,
    run_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON plain.jobs (kind, run_at) WHERE state = 'ready';
CREATE TABLE plain.events (
    id text PRIMARY KEY, merchant_id uuid NOT NULL, type text NOT NULL, subject_id text NOT NULL, body text NOT NULL,
    created_at timestamptz NOT NULL);
CREATE TABLE plain.deliveries (
    id uuid PRIMARY KEY, merchant_id uuid NOT NULL, event_id text NOT NULL, status text NOT NULL, created_at timestamptz NOT NULL);
CREATE INDEX ON plain.deliveries (merchant_id, created_at);
CREATE TABLE plain.idempotency_keys (
    merchant_id uuid NOT NULL, key text NOT NULL, fingerprint bytea NOT NULL, response text NOT NULL, PRIMARY KEY (merchant_id, key));
INSERT INTO plain.merchants SELECT id, api_key, webhook_url FROM public.merchants;
