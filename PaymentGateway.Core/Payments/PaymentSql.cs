using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Core.Payments;

/// <summary>Writes payments for a whole batch.</summary>
public static class PaymentSql
{
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
}
