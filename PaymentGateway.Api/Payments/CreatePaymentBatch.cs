using Npgsql;
using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Creates the payments of a batch in one transaction of two round trips: lock and read, then write and commit. Between
/// them the entities decide.
/// </summary>
internal sealed class CreatePaymentBatch(BatchConnections connections, ChangePublisher changes, TimeProvider clock)
    : IBatchStep<PaymentCreation, IResult>
{
    public string Name => "create payments";

    public async Task<IReadOnlyList<IResult?>> RunAsync(IReadOnlyList<PaymentCreation> items, bool waitsForLocks)
    {
        try
        {
            var results = await connections.RunAsync(connection => RunAsync(connection, items, waitsForLocks));
            Publish(items);
            return results;
        }
        catch (PostgresException exception) when (items is [var only] && IsConflict(exception))
        {
            return [await connections.RunAsync(connection => ExplainAsync(connection, only, exception))];
        }
    }

    public bool CanSucceedAlone(Exception exception) =>
        !exception.IsOutage() || (exception is PostgresException postgres && IsConflict(postgres));

    // The database lets one live payment of an order through, and one request of an idempotency key.
    private static bool IsConflict(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable;

    private async Task<IReadOnlyList<IResult?>> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<PaymentCreation> items, bool waitsForLocks)
    {
        PaymentId[] tried = [.. items.Select(item => item.Created?.Payment.Id).OfType<PaymentId>()];
        var (orders, existing) = await PayableOrderSql.BeginAsync(
            connection, [.. items.Select(item => item.OrderId).Distinct()], tried, waitsForLocks);
        var (results, created) = (new IResult?[items.Count], new List<CreatedPayment>(items.Count));
        for (var i = 0; i < results.Length; i++)
        {
            if (items[i].Created is { } earlier && existing.Contains(earlier.Payment.Id))
            {
                results[i] = earlier.Response;
                continue;
            }

            results[i] = items[i].Decide(orders.GetValueOrDefault(items[i].OrderId), clock.GetUtcNow());
            if (items[i].Created is { } now)
            {
                created.Add(now);
            }
        }

        await CreatePaymentSql.EndAsync(connection, created, commit: true);
        return results;
    }

    private void Publish(IReadOnlyList<PaymentCreation> items)
    {
        CreatedPayment[] created = [.. items.Select(item => item.Created).OfType<CreatedPayment>()];
        changes.Publish([.. created.SelectMany(payment => payment.Changes)]);
        foreach (var each in created)
        {
            PaymentMetrics.Count(each.Payment);
        }
    }

    private static async Task<IResult> ExplainAsync(
        NpgsqlConnection connection, PaymentCreation item, PostgresException conflict)
    {
        var (orders, _) = await PayableOrderSql.BeginAsync(connection, [item.OrderId], tried: [], waitsForLocks: false);
        await CreatePaymentSql.EndAsync(connection, created: [], commit: false);
        return orders[item.OrderId] switch
        {
            { Order.Status: Core.Orders.OrderStatus.Paid } => ApiErrors.OrderAlreadyPaid,
            { Pending: { } pending } => ApiErrors.PaymentInProgress(pending.Value),
            _ when conflict.SqlState == PostgresErrorCodes.LockNotAvailable =>
                ApiErrors.Unavailable with { Cause = "Another transaction holds the order's row." },
            _ => ApiErrors.PaymentInProgress(paymentId: null),
        };
    }
}
