namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>
    /// Indexes that EF Core cannot express, made while others write. Frozen: later migrations add or drop indexes, they
    /// never edit this file.
    /// </summary>
    public partial class SearchIndexes
    {
        // A migration that is interrupted leaves an invalid index behind, and begins again here.
        private static readonly string[] Statements =
        [
            // One index for both: no UPI address begins with a space.
            "DROP INDEX CONCURRENTLY IF EXISTS payments_of_shopper",
            """
            CREATE INDEX CONCURRENTLY payments_of_shopper
                ON payments (merchant_id, lower(coalesce(vpa, ' ' || card_last4) COLLATE "C"), created_at)
            """,
            "DROP INDEX CONCURRENTLY IF EXISTS orders_of_amount",
            "CREATE INDEX CONCURRENTLY orders_of_amount ON orders (merchant_id, currency, amount, created_at)",
            "DROP INDEX CONCURRENTLY IF EXISTS orders_of_receipt",
            """
            CREATE INDEX CONCURRENTLY orders_of_receipt
                ON orders (merchant_id, receipt varchar_pattern_ops, created_at) WHERE receipt IS NOT NULL
            """,
            // The one before finds whole receipts too.
            "DROP INDEX CONCURRENTLY IF EXISTS ix_orders_merchant_id_receipt",
        ];
    }
}
