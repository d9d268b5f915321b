using Npgsql;
using PaymentGateway.Core.Batching;

namespace PaymentGateway.Core.Payments;

/// <summary>Reads and writes reversals for a whole batch.</summary>
public static class PaymentReversalSql
{
    /// <summary>Late approvals that have just been heard of.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<PaymentReversal> reversals) =>
        new NpgsqlBatchCommand("""
            INSERT INTO payment_reversals (payment_id, merchant_id, status, approval_reference, created_at)
            SELECT payment_id, merchant_id, 'pending', approval_reference, created_at
            FROM unnest($1, $2, $3, $4) AS i (payment_id, merchant_id, approval_reference, created_at)
            """)
            .WithTexts(reversals, r => r.PaymentId.Value)
            .WithGuids(reversals, r => r.MerchantId.Value)
            .WithTexts(reversals, r => r.ApprovalReference)
            .WithTimes(reversals, r => r.CreatedAt);

    /// <summary>Reversals whose money the bank has returned.</summary>
    public static NpgsqlBatchCommand UpdateProcessed(IReadOnlyList<PaymentReversal> reversals) =>
        new NpgsqlBatchCommand("""
            UPDATE payment_reversals r SET status = i.status, bank_reference = i.bank_reference, processed_at = i.processed_at
            FROM unnest($1, $2, $3, $4) AS i (payment_id, status, bank_reference, processed_at)
            WHERE r.payment_id = i.payment_id
            """)
            .WithTexts(reversals, r => r.PaymentId.Value)
            .WithTexts(reversals, r => PaymentReversalStatuses.WireName(r.Status))
            .WithTexts(reversals, r => r.BankReference)
            .WithTimes(reversals, r => r.ProcessedAt);

    /// <param name="statusAt">The place of the reversal's status.</param>
    /// <returns>Null: the payment has no reversal.</returns>
    public static PaymentReversal? Read(NpgsqlDataReader row, int statusAt, Payment payment) => row.IsDBNull(statusAt)
        ? null
        : PaymentReversal.Restore(payment, PaymentReversalStatuses.FromWireName(row.GetString(statusAt)));
}
