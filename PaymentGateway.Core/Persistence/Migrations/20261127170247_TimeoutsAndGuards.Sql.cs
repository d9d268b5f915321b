namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>
    /// Money rules that EF Core cannot express: triggers, deferred constraints, a foreign key to a constraint it does not
    /// know. Frozen: later migrations replace functions, they never edit this file.
    /// </summary>
    public partial class TimeoutsAndGuards
    {
        /// <summary>Only a payment that failed without a decision of the bank is reversed, once.</summary>
        private const string Reversals = """
            ALTER TABLE payment_reversals ADD CONSTRAINT reversal_of_payment
                FOREIGN KEY (payment_id, merchant_id) REFERENCES payments (id, merchant_id);

            CREATE FUNCTION reversal_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP = 'INSERT' THEN
                    IF NOT EXISTS (SELECT 1 FROM payments WHERE id = NEW.payment_id AND status = 'failed'
                            AND error_reason = 'payment_timed_out' AND bank_reference IS NULL) THEN
                        RAISE EXCEPTION 'only a payment that timed out is reversed'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_of_timed_out_payment';
                    END IF;
                    RETURN NEW;
                END IF;
                IF OLD.status = 'processed' THEN
                    RAISE EXCEPTION 'a processed reversal is final'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_transition';
                END IF;
                IF (NEW.payment_id, NEW.merchant_id, NEW.approval_reference, NEW.created_at)
                    IS DISTINCT FROM (OLD.payment_id, OLD.merchant_id, OLD.approval_reference, OLD.created_at) THEN
                    RAISE EXCEPTION 'this column of a reversal never changes'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_immutable';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER reversal_guard BEFORE INSERT OR UPDATE ON payment_reversals
                FOR EACH ROW EXECUTE FUNCTION reversal_guard();
            """;

        /// <summary>How a payment ended, and when, is as final as its status.</summary>
        private const string SettledPayments = """
            CREATE FUNCTION payment_outcome_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'the outcome of a settled payment never changes'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_outcome';
            END $$;
            CREATE TRIGGER payment_outcome BEFORE UPDATE ON payments FOR EACH ROW
                WHEN (OLD.status <> 'pending' AND NEW.status = OLD.status
                    AND (NEW.completed_at, NEW.error_code, NEW.error_reason, NEW.error_description, NEW.bank_reference)
                    IS DISTINCT FROM (OLD.completed_at, OLD.error_code, OLD.error_reason, OLD.error_description, OLD.bank_reference))
                EXECUTE FUNCTION payment_outcome_guard();
            """;

        /// <summary>An order is paid when, and only when, a payment of it has succeeded; reusable orders are never paid.</summary>
        private const string PaidOrders = """
            CREATE FUNCTION order_paid_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_TABLE_NAME = 'orders' THEN
                    IF NOT EXISTS (SELECT 1 FROM payments WHERE order_id = NEW.id AND status = 'success') THEN
                        RAISE EXCEPTION 'an order without a successful payment is not paid'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_paid_by_payment';
                    END IF;
                ELSIF NOT EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND status = 'paid') THEN
                    RAISE EXCEPTION 'a successful payment pays its order'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_pays_order';
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER order_paid AFTER INSERT OR UPDATE OF status ON orders
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'paid') EXECUTE FUNCTION order_paid_guard();
            CREATE CONSTRAINT TRIGGER payment_pays AFTER INSERT OR UPDATE OF status ON payments
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'success' AND NEW.exclusive)
                EXECUTE FUNCTION order_paid_guard();
            """;

        /// <summary>Orders, payments, refunds and reversals are never deleted, by row or whole.</summary>
        private const string KeptMoney = """
            CREATE FUNCTION money_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'money_kept';
            END $$;
            CREATE TRIGGER kept BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept BEFORE DELETE ON refunds FOR EACH ROW EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept BEFORE DELETE ON payment_reversals FOR EACH ROW EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept_whole BEFORE TRUNCATE ON orders EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept_whole BEFORE TRUNCATE ON payments EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept_whole BEFORE TRUNCATE ON refunds EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept_whole BEFORE TRUNCATE ON payment_reversals EXECUTE FUNCTION money_is_kept();
            CREATE TRIGGER kept_whole BEFORE TRUNCATE ON events EXECUTE FUNCTION money_is_kept();

            CREATE OR REPLACE FUNCTION refund_sums_guard() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE subject varchar(64);
            BEGIN
                IF TG_TABLE_NAME = 'payments' THEN subject := NEW.id;
                ELSIF TG_OP = 'DELETE' THEN subject := OLD.payment_id;
                ELSE subject := NEW.payment_id; END IF;
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
            DROP TRIGGER refund_sums ON refunds;
            CREATE CONSTRAINT TRIGGER refund_sums AFTER INSERT OR UPDATE OR DELETE ON refunds
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refund_sums_guard();
            """;

        /// <summary>What happened to money stays; the body of an event may expire, once it is a day old.</summary>
        private const string Events = """
            CREATE FUNCTION event_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF OLD.type LIKE 'payment.%' OR OLD.type LIKE 'refund.%' THEN
                        RAISE EXCEPTION 'an event of a payment or refund is never deleted'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_kept';
                    END IF;
                    RETURN OLD;
                END IF;
                IF (NEW.id, NEW.merchant_id, NEW.type, NEW.subject_id, NEW.created_at)
                    IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.type, OLD.subject_id, OLD.created_at) THEN
                    RAISE EXCEPTION 'this column of an event never changes'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'event_immutable';
                END IF;
                IF NEW.body IS DISTINCT FROM OLD.body
                    AND (NEW.body IS NOT NULL OR OLD.created_at > now() - interval '1 day') THEN
                    RAISE EXCEPTION 'the body of an event only expires, after a day'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'event_body';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER event_guard BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION event_guard();
            CREATE INDEX events_with_body ON events (created_at) WHERE body IS NOT NULL;
            """;

        /// <summary>Second steps of payments are found without walking over all first ones.</summary>
        private const string Queue =
            "CREATE INDEX jobs_begun ON jobs (kind, run_at, id) WHERE state = 'ready' AND fence > 0;";

        /// <summary>
        /// Every merchant has a row for its endpoint's health, also one that is inserted by SQL. Deferred, so that whoever
        /// inserts both comes first.
        /// </summary>
        private const string Endpoints = """
            CREATE FUNCTION add_webhook_endpoint() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE merchant uuid;
            BEGIN
                IF TG_TABLE_NAME = 'merchants' THEN merchant := NEW.id; ELSE merchant := OLD.merchant_id; END IF;
                INSERT INTO webhook_endpoints (merchant_id, max_in_flight, consecutive_failures, openings)
                SELECT id, 32, 0, 0 FROM merchants WHERE id = merchant
                ON CONFLICT DO NOTHING;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER webhook_endpoint_exists AFTER INSERT ON merchants
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION add_webhook_endpoint();
            CREATE CONSTRAINT TRIGGER webhook_endpoint_exists AFTER DELETE ON webhook_endpoints
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION add_webhook_endpoint();
            INSERT INTO webhook_endpoints (merchant_id, max_in_flight, consecutive_failures, openings)
            SELECT id, 32, 0, 0 FROM merchants ON CONFLICT DO NOTHING;
            """;
    }
}
