namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>
    /// The guards of money as triggers with a condition: PostgreSQL calls their function only for a change that it may have to
    /// reject, because a call for each row is expensive. Frozen: later migrations replace triggers, they never edit this file.
    /// </summary>
    public partial class ExpandGuardConditions
    {
        private const string Orders = """
            DROP TRIGGER order_guard ON orders;
            CREATE TRIGGER order_guard BEFORE UPDATE ON orders FOR EACH ROW
                WHEN ((OLD.status, NEW.status) NOT IN (('created', 'created'), ('created', 'attempted'),
                        ('attempted', 'attempted'), ('attempted', 'paid'), ('paid', 'paid'))
                    OR (NEW.id, NEW.merchant_id, NEW.amount, NEW.currency, NEW.reusable, NEW.created_at)
                    IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.amount, OLD.currency, OLD.reusable, OLD.created_at))
                EXECUTE FUNCTION order_guard();
            """;

        private const string Payments = """
            DROP TRIGGER payment_guard ON payments;
            CREATE TRIGGER payment_guard BEFORE UPDATE ON payments FOR EACH ROW
                WHEN ((OLD.status <> 'pending' AND NEW.status <> OLD.status)
                    OR (NEW.id, NEW.order_id, NEW.merchant_id, NEW.amount, NEW.currency, NEW.method, NEW.exclusive, NEW.created_at)
                    IS DISTINCT FROM
                    (OLD.id, OLD.order_id, OLD.merchant_id, OLD.amount, OLD.currency, OLD.method, OLD.exclusive, OLD.created_at)
                    OR (OLD.captured AND NOT NEW.captured) OR NEW.refunded_amount < OLD.refunded_amount)
                EXECUTE FUNCTION payment_guard();
            """;

        private const string Refunds = """
            DROP TRIGGER refund_guard ON refunds;
            CREATE TRIGGER refund_guard BEFORE UPDATE ON refunds FOR EACH ROW
                WHEN ((OLD.status <> 'pending' AND NEW.status <> OLD.status)
                    OR (NEW.id, NEW.payment_id, NEW.merchant_id, NEW.amount, NEW.created_at)
                    IS DISTINCT FROM (OLD.id, OLD.payment_id, OLD.merchant_id, OLD.amount, OLD.created_at))
                EXECUTE FUNCTION refund_guard();
            """;
    }
}
