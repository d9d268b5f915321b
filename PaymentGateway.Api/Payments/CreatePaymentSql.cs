using Npgsql;
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
        void Add<T>(Func<IReadOnlyList<T>, NpgsqlBatchCommand> write, params IReadOnlyList<T> rows)
        {
            if (rows.Count > 0)
            {
                batch.BatchCommands.Add(write(rows));
            }
        }

        Add(OrderSql.UpdateAttempts, [.. created.Select(c => c.Order).Where(order => !order.Reusable)]);
        Add(PaymentSql.Insert, [.. created.Select(c => c.Payment)]);
        Add(WebhookEventSql.Insert, [.. created.SelectMany(c => c.Events)]);
        Add(EventOutboxSql.Insert, [.. created.SelectMany(c => c.Outbox)]);
        Add(JobSql.Insert, [.. created.Select(c => c.Job)]);
        Add(IdempotencySql.Insert, [.. created.Select(c => c.Record).OfType<IdempotencyRecord>()]);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(commit ? "COMMIT" : "ROLLBACK"));
        await batch.ExecuteNonQueryAsync();
    }
}
