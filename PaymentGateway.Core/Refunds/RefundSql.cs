using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Refunds;

/// <summary>Reads and writes refunds for a whole batch.</summary>
public static class RefundSql
{
    /// <summary>Of the table <c>refunds r</c>, for <see cref="ReadPending"/>.</summary>
    public const string Columns = "r.id, r.payment_id, r.merchant_id, r.amount, r.reason, r.created_at";

    /// <summary>How many columns <see cref="Columns"/> are.</summary>
    public const int ColumnCount = 6;

    /// <summary>What is decided about refunds that the transaction has locked.</summary>
    public static NpgsqlBatchCommand UpdateSettled(IReadOnlyList<Refund> refunds) =>
        new NpgsqlBatchCommand("""
            UPDATE refunds r SET status = i.status, error_description = i.error_description, processed_at = i.processed_at
            FROM unnest($1, $2, $3, $4) AS i (id, status, error_description, processed_at) WHERE r.id = i.id
            """)
            .WithTexts(refunds, r => r.Id.Value)
            .WithTexts(refunds, r => RefundStatuses.WireName(r.Status))
            .WithTexts(refunds, r => r.ErrorDescription)
            .WithTimes(refunds, r => r.ProcessedAt);

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static Refund ReadPending(NpgsqlDataReader row, int at) => Refund.RestorePending(
        RefundId.Of(row.GetString(at)), PaymentId.Of(row.GetString(at + 1)), new MerchantId(row.GetGuid(at + 2)),
        row.GetInt64(at + 3), row.IsDBNull(at + 4) ? null : row.GetString(at + 4), row.GetFieldValue<DateTimeOffset>(at + 5));
}
