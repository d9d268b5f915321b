namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>
    /// Indexes made and dropped while others write. Frozen: later migrations add or drop indexes, they never edit this file.
    /// </summary>
    public partial class ExpandFewerIndexWrites
    {
        // A migration that is interrupted leaves an invalid index behind, and begins again here.
        private static readonly string[] Statements =
        [
            // Without the status, which every payment changes twice. Pages keep room for the next version of a row.
            "DROP INDEX CONCURRENTLY IF EXISTS orders_newest",
            "CREATE INDEX CONCURRENTLY orders_newest ON orders (merchant_id, created_at DESC, id DESC)",
            "DROP INDEX CONCURRENTLY IF EXISTS ix_orders_merchant_id_created_at_id",
            "ALTER TABLE orders SET (fillfactor = 85)",
            // Retention removes no other events by their age.
            "DROP INDEX CONCURRENTLY IF EXISTS events_to_remove",
            """
            CREATE INDEX CONCURRENTLY events_to_remove
                ON events (created_at) WHERE body IS NULL AND type NOT LIKE 'payment.%' AND type NOT LIKE 'refund.%'
            """,
            "DROP INDEX CONCURRENTLY IF EXISTS ix_events_created_at",
        ];
    }
}
