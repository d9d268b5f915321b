using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Payments;

/// <summary>Writes all that belongs to new payments, and ends the transaction, in one round trip.</summary>
internal static class CreatePaymentSql
{
    /// <param name="commit">False: everything is rolled back.</param>
    public static async Task EndAsync(NpgsqlConnection connection, IReadOnlyList<CreatedPayment> created, bool commit)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(OrderSql.UpdateAttempts, [.. created.Select(c => c.Order).Where(order => !order.Reusable)]);
        batch.Add(PaymentSql.Insert, [.. created.Select(c => c.Payment)]);
        batch.Add(WebhookEventSql.Insert, [.. created.SelectMany(c => c.Events)]);
        batch.Add(EventOutboxSql.Insert, [.. created.SelectMany(c => c.Outbox)]);
        batch.Add(JobSql.Insert, [.. created.Select(c => c.Job)]);
        batch.Add(IdempotencySql.Insert, [.. created.Select(c => c.Record).OfType<IdempotencyRecord>()]);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(commit ? "COMMIT" : "ROLLBACK"));
        await batch.ExecuteNonQueryAsync();
    }
}
