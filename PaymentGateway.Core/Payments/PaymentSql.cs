using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Core.Payments;

/// <summary>Reads and writes payments for a whole batch.</summary>
public static class PaymentSql
{
    /// <summary>Of the table <c>payments p</c>, for <see cref="Read"/>.</summary>
    public const string Columns = StoredPayment.Columns;

    /// <summary>How many columns <see cref="Columns"/> are.</summary>
    public const int ColumnCount = StoredPayment.ColumnCount;

    /// <summary>New payments, which are pending and neither captured nor refunded.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<Payment> payments) =>
        new NpgsqlBatchCommand("""
            INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4,
                exclusive, simulated_outcome, trace_id, created_at, updated_at,
                status, captured, refund_reserved, refunded_amount)
            SELECT id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4,
                exclusive, simulated_outcome, trace_id, created_at, created_at,
                'pending', false, 0, 0
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS i (
                id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4,
                exclusive, simulated_outcome, trace_id, created_at)
            """)
            .WithTexts(payments, p => p.Id.Value)
            .WithTexts(payments, p => p.OrderId.Value)
            .WithGuids(payments, p => p.MerchantId.Value)
            .WithNumbers(payments, p => p.Amount.MinorUnits)
            .WithTexts(payments, p => p.Amount.Currency)
            .WithTexts(payments, p => PaymentMethodKinds.WireName(p.Method))
            .WithTexts(payments, p => p.Vpa)
            .WithTexts(payments, p => p.CardNetwork)
            .WithTexts(payments, p => p.CardLast4)
            .WithFlags(payments, p => p.Exclusive)
            .WithTexts(payments, p => p.SimulatedOutcome)
            .WithTexts(payments, p => p.TraceId)
            .WithTimes(payments, p => p.CreatedAt);

    /// <summary>What is decided about payments that the transaction has locked.</summary>
    public static NpgsqlBatchCommand UpdateSettled(IReadOnlyList<Payment> payments) =>
        new NpgsqlBatchCommand("""
            UPDATE payments p SET status = i.status, error_code = i.error_code, error_reason = i.error_reason,
                error_description = i.error_description, bank_reference = i.bank_reference,
                completed_at = i.completed_at, updated_at = i.updated_at
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS i (
                id, status, error_code, error_reason, error_description, bank_reference, completed_at, updated_at)
            WHERE p.id = i.id
            """)
            .WithTexts(payments, p => p.Id.Value)
            .WithTexts(payments, p => PaymentStatuses.WireName(p.Status))
            .WithTexts(payments, p => p.ErrorCode)
            .WithTexts(payments, p => p.ErrorReason)
            .WithTexts(payments, p => p.ErrorDescription)
            .WithTexts(payments, p => p.BankReference)
            .WithTimes(payments, p => p.CompletedAt)
            .WithTimes(payments, p => p.UpdatedAt);

    /// <summary>The refunded money of payments that the transaction has locked.</summary>
    public static NpgsqlBatchCommand UpdateRefunded(IReadOnlyList<Payment> payments) =>
        new NpgsqlBatchCommand("""
            UPDATE payments p SET refund_reserved = i.refund_reserved, refunded_amount = i.refunded_amount,
                updated_at = i.updated_at
            FROM unnest($1, $2, $3, $4) AS i (id, refund_reserved, refunded_amount, updated_at) WHERE p.id = i.id
            """)
            .WithTexts(payments, p => p.Id.Value)
            .WithNumbers(payments, p => p.RefundReserved)
            .WithNumbers(payments, p => p.RefundedAmount)
            .WithTimes(payments, p => p.UpdatedAt);

    /// <summary>Those of the payments that exist.</summary>
    public static async Task<List<Payment>> FindAsync(NpgsqlConnection connection, IReadOnlyList<PaymentId> ids)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT {Columns} FROM payments p WHERE p.id = ANY($1)")
            .WithTexts(ids, id => id.Value));
        await using var row = await batch.ExecuteReaderAsync();
        return await row.ReadAllAsync(each => Read(each, 0));
    }

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static Payment Read(NpgsqlDataReader row, int at) => Payment.Restore(StoredPayment.Read(row, at));
}
