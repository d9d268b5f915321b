namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>
    /// SQL that EF Core cannot express: foreign keys and indexes over a value object's columns, triggers, deferred
    /// constraints, storage parameters. Frozen: later migrations replace functions, they never edit this file.
    /// </summary>
    public partial class Initial
    {
        /// <summary>A payment has its order's merchant, amount and currency; a refund its payment's merchant.</summary>
        private const string References = """
            ALTER TABLE orders ADD CONSTRAINT order_money UNIQUE (id, merchant_id, amount, currency);
            ALTER TABLE payments ADD CONSTRAINT payment_of_order
                FOREIGN KEY (order_id, merchant_id, amount, currency) REFERENCES orders (id, merchant_id, amount, currency);
            ALTER TABLE payments ADD CONSTRAINT payment_of_merchant UNIQUE (id, merchant_id);
            ALTER TABLE refunds ADD CONSTRAINT refund_of_payment
                FOREIGN KEY (payment_id, merchant_id) REFERENCES payments (id, merchant_id);
            """;

        private const string Payments = """
            CREATE FUNCTION payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF OLD.status <> 'pending' AND NEW.status <> OLD.status THEN
                    RAISE EXCEPTION 'a settled payment is final'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_transition';
                END IF;
                IF (NEW.id, NEW.order_id, NEW.merchant_id, NEW.amount, NEW.currency, NEW.method, NEW.exclusive, NEW.created_at)
                    IS DISTINCT FROM
                   (OLD.id, OLD.order_id, OLD.merchant_id, OLD.amount, OLD.currency, OLD.method, OLD.exclusive, OLD.created_at) THEN
                    RAISE EXCEPTION 'this column of a payment never changes'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_immutable';
                END IF;
                IF OLD.captured AND NOT NEW.captured OR NEW.refunded_amount < OLD.refunded_amount THEN
                    RAISE EXCEPTION 'money moved backwards'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_monotonic';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER payment_guard BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION payment_guard();
            """;

        private const string Orders = """
            CREATE FUNCTION order_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (OLD.status, NEW.status) NOT IN (('created', 'created'), ('created', 'attempted'),
                    ('attempted', 'attempted'), ('attempted', 'paid'), ('paid', 'paid')) THEN
                    RAISE EXCEPTION 'an order cannot go this way'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'order_transition';
                END IF;
                IF (NEW.id, NEW.merchant_id, NEW.amount, NEW.currency, NEW.reusable, NEW.created_at)
                    IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.amount, OLD.currency, OLD.reusable, OLD.created_at) THEN
                    RAISE EXCEPTION 'this column of an order never changes'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'order_immutable';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER order_guard BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION order_guard();
            """;

        private const string Refunds = """
            CREATE FUNCTION refund_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF OLD.status <> 'pending' AND NEW.status <> OLD.status THEN
                    RAISE EXCEPTION 'a settled refund is final'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_transition';
                END IF;
                IF (NEW.id, NEW.payment_id, NEW.merchant_id, NEW.amount, NEW.created_at)
                    IS DISTINCT FROM (OLD.id, OLD.payment_id, OLD.merchant_id, OLD.amount, OLD.created_at) THEN
                    RAISE EXCEPTION 'this column of a refund never changes'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_immutable';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refund_guard BEFORE UPDATE ON refunds FOR EACH ROW EXECUTE FUNCTION refund_guard();

            CREATE FUNCTION refund_sums_guard() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE subject varchar(64);
            BEGIN
                IF TG_TABLE_NAME = 'refunds' THEN subject := NEW.payment_id; ELSE subject := NEW.id; END IF;
                IF EXISTS (
                    SELECT 1 FROM payments p WHERE p.id = subject AND (p.refund_reserved, p.refunded_amount) <> (
                        SELECT coalesce(sum(amount) FILTER (WHERE status IN ('pending', 'processed')), 0)::bigint,
                               coalesce(sum(amount) FILTER (WHERE status = 'processed'), 0)::bigint
                        FROM refunds WHERE payment_id = subject)) THEN
                    RAISE EXCEPTION 'the refunds of a payment do not add up'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_sums';
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER refund_sums AFTER INSERT OR UPDATE ON refunds
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refund_sums_guard();
            CREATE CONSTRAINT TRIGGER refund_sums AFTER UPDATE OF refund_reserved, refunded_amount ON payments
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN (OLD.refund_reserved <> NEW.refund_reserved OR OLD.refunded_amount <> NEW.refunded_amount)
                EXECUTE FUNCTION refund_sums_guard();
            """;

        /// <summary>Counts what has been hinted and not been claimed without walking over a lane's whole backlog.</summary>
        private const string Queue = "CREATE INDEX jobs_sent ON jobs (lane) WHERE state = 'ready' AND dispatched_at IS NOT NULL;";

        /// <summary>Another address starts with a clean sheet, also when it is set by SQL.</summary>
        private const string Endpoints = """
            CREATE FUNCTION endpoint_starts_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                UPDATE webhook_endpoints SET consecutive_failures = 0, first_failure_at = NULL, open_until = NULL, openings = 0,
                    disabled_url = NULL
                WHERE merchant_id = NEW.id;
                RETURN NULL;
            END $$;
            CREATE TRIGGER endpoint_starts_anew AFTER UPDATE OF webhook_url ON merchants FOR EACH ROW
                WHEN (OLD.webhook_url IS DISTINCT FROM NEW.webhook_url) EXECUTE FUNCTION endpoint_starts_anew();
            """;

        /// <summary>Newest first, with all that a filter or a sum looks at: a page, a total and a month's figures read no row.</summary>
        private const string Indexes = """
            CREATE INDEX payments_newest ON payments (merchant_id, created_at DESC, id DESC) INCLUDE (status, method, amount, currency);
            CREATE INDEX payments_refunded ON payments (merchant_id, id) INCLUDE (currency) WHERE refund_reserved > 0;
            """;

        /// <summary>An index is only as good as the map of rows everybody sees: kept up after two percent, not after twenty.</summary>
        private const string Vacuum = """
            ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
            ALTER TABLE payments SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
            ALTER TABLE refunds SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
            ALTER TABLE webhook_logs SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
            """;
    }
}
