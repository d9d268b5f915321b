namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>
    /// What keeps the totals right after a quarter of an hour has been added up. Frozen: later migrations replace functions
    /// and triggers, they never edit this file.
    /// </summary>
    public partial class ExpandMerchantTotals
    {
        // Adding up takes the lock exclusively, changes of old rows share it: each then sees what the other has committed.
        private const string Lock = """
            CREATE FUNCTION lock_merchant_totals(merchant uuid) RETURNS void LANGUAGE sql AS $$
                SELECT pg_advisory_xact_lock(hashtextextended(merchant::text, 7461))
            $$;

            CREATE FUNCTION are_totals_past(merchant uuid, created_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock_shared(hashtextextended(merchant::text, 7461));
                RETURN EXISTS (SELECT FROM merchant_totals_end e WHERE e.merchant_id = merchant AND e.ends_at > created_at);
            END $$;
            """;

        private const string Payments = """
            CREATE FUNCTION add_to_payment_totals() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF are_totals_past(NEW.merchant_id, NEW.created_at) THEN
                    IF TG_OP = 'UPDATE' THEN
                        INSERT INTO merchant_totals (merchant_id, starts_at, currency, method, status, count, amount)
                        VALUES (OLD.merchant_id, date_bin('15 minutes', OLD.created_at, 'epoch'), OLD.currency, OLD.method,
                            OLD.status, -1, -OLD.amount);
                    END IF;
                    INSERT INTO merchant_totals (merchant_id, starts_at, currency, method, status, count, amount)
                    VALUES (NEW.merchant_id, date_bin('15 minutes', NEW.created_at, 'epoch'), NEW.currency, NEW.method,
                        NEW.status, 1, NEW.amount);
                END IF;
                RETURN NULL;
            END $$;

            CREATE TRIGGER payment_created_late AFTER INSERT ON payments FOR EACH ROW
                WHEN (NEW.created_at < clock_timestamp() - interval '10 minutes') EXECUTE FUNCTION add_to_payment_totals();
            CREATE TRIGGER payment_settled_late AFTER UPDATE ON payments FOR EACH ROW
                WHEN (NEW.status <> OLD.status AND NEW.created_at < clock_timestamp() - interval '10 minutes')
                EXECUTE FUNCTION add_to_payment_totals();
            """;

        private const string Refunds = """
            CREATE FUNCTION add_to_refund_totals() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                its_currency char(3);
            BEGIN
                IF are_totals_past(NEW.merchant_id, NEW.created_at) THEN
                    SELECT currency INTO its_currency FROM payments WHERE id = NEW.payment_id;
                    IF TG_OP = 'UPDATE' THEN
                        INSERT INTO merchant_totals (merchant_id, starts_at, currency, status, count, amount)
                        VALUES (OLD.merchant_id, date_bin('15 minutes', OLD.created_at, 'epoch'), its_currency, OLD.status,
                            -1, -OLD.amount);
                    END IF;
                    INSERT INTO merchant_totals (merchant_id, starts_at, currency, status, count, amount)
                    VALUES (NEW.merchant_id, date_bin('15 minutes', NEW.created_at, 'epoch'), its_currency, NEW.status,
                        1, NEW.amount);
                END IF;
                RETURN NULL;
            END $$;

            CREATE TRIGGER refund_created_late AFTER INSERT ON refunds FOR EACH ROW
                WHEN (NEW.created_at < clock_timestamp() - interval '10 minutes') EXECUTE FUNCTION add_to_refund_totals();
            CREATE TRIGGER refund_settled_late AFTER UPDATE ON refunds FOR EACH ROW
                WHEN (NEW.status <> OLD.status AND NEW.created_at < clock_timestamp() - interval '10 minutes')
                EXECUTE FUNCTION add_to_refund_totals();
            """;
    }
}
