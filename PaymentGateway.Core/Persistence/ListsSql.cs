namespace PaymentGateway.Core.Persistence;

/// <summary>
/// What a merchant's lists and sums are read from when there are very many payments. Raw, because EF Core has no index over
/// a value object's columns and no storage parameters.
/// </summary>
internal static class ListsSql
{
    /// <summary>Newest first, with all that a filter or a sum looks at: a page, a total and a month's figures read no row.</summary>
    public const string Indexes = """
        CREATE INDEX payments_newest ON payments (merchant_id, created_at DESC, id DESC) INCLUDE (status, method, amount, currency);
        CREATE INDEX payments_refunded ON payments (merchant_id, id) INCLUDE (currency) WHERE refund_reserved > 0;
        """;

    /// <summary>An index is only as good as the map of rows everybody sees: kept up after two percent, not after twenty.</summary>
    public const string Vacuum = """
        ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
        ALTER TABLE payments SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
        ALTER TABLE refunds SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
        ALTER TABLE webhook_logs SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
        """;
}
