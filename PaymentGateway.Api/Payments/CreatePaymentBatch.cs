using Npgsql;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Creates the payments of a batch in one transaction of two round trips: lock and read, then write and commit. Between
/// them the entities decide.
/// </summary>
internal sealed class CreatePaymentBatch(
    BatchConnections connections, StoredResponses responses, ChangePublisher changes, TimeProvider clock)
    : IBatchStep<PaymentCreation, IResult>
{
    public string Name => "create payments";

    public async Task<IReadOnlyList<IResult?>> RunAsync(IReadOnlyList<PaymentCreation> items, bool waitsForLocks)
    {
        if (waitsForLocks && await FindFirstAsync(items[0]) is { } first)
        {
            return [first];
        }

        try
        {
            var (results, stored) = await connections.RunAsync(connection => RunAsync(connection, items, waitsForLocks));
            Publish(stored);
            return results;
        }
        catch (PostgresException exception) when (items is [var only] && IsConflict(exception))
        {
            return [await FindFirstAsync(only) ?? await connections.RunAsync(connection => ExplainAsync(connection, only, exception))];
        }
    }

    public bool CanSucceedAlone(Exception exception) =>
        !exception.IsOutage() || (exception is PostgresException postgres && IsConflict(postgres));

    // The database lets one live payment of an order through, and one request of an idempotency key.
    private static bool IsConflict(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable;

    private async Task<(IResult?[] Results, IReadOnlyList<CreatedPayment> Stored)> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<PaymentCreation> items, bool waitsForLocks)
    {
        var (orders, existing) = await BeginAsync(connection, items, waitsForLocks);
        var (results, stored, created) = (new IResult?[items.Count], new List<CreatedPayment>(), new List<CreatedPayment>());
        var usedKeys = new HashSet<StoredKey>();
        for (var i = 0; i < results.Length; i++)
        {
            var item = items[i];
            if (existing.Contains(item.PaymentId))
            {
                stored.Add(item.Created!);
                results[i] = item.Created!.Response;
            }
            else if (item.Key is null || !usedKeys.Contains(item.Key.Stored)) // else it runs alone, after this batch
            {
                results[i] = item.Decide(orders.GetValueOrDefault(item.OrderId), clock.GetUtcNow());
                if (results[i] is StoredJson)
                {
                    created.Add(item.Created!);
                    usedKeys.UnionWith(item.Key is { } key ? [key.Stored] : []);
                }
            }
        }

        await CreatePaymentSql.EndAsync(connection, created, commit: true);
        return (results, [.. stored, .. created]);
    }

    // What has been tried before may be stored: its commit was perhaps not confirmed.
    private static Task<(Dictionary<OrderId, PayableOrder> Orders, HashSet<PaymentId> Existing)> BeginAsync(
        NpgsqlConnection connection, IReadOnlyList<PaymentCreation> items, bool waitsForLocks) =>
        PayableOrderSql.BeginAsync(
            connection, [.. items.Select(item => item.OrderId).Distinct()],
            [.. items.Where(item => item.Created is not null).Select(item => item.PaymentId)], waitsForLocks);

    // The key may have been used since the request came in: the first response to it comes before anything else.
    private async Task<IResult?> FindFirstAsync(PaymentCreation item) =>
        item.Key is { } key ? await responses.FindAsync(key, CancellationToken.None) : null;

    private void Publish(IReadOnlyList<CreatedPayment> stored)
    {
        changes.Publish([.. stored.SelectMany(payment => payment.Changes)]);
        foreach (var each in stored)
        {
            PaymentMetrics.Count(each.Payment);
        }
    }

    private async Task<IResult> ExplainAsync(NpgsqlConnection connection, PaymentCreation item, PostgresException conflict)
    {
        var (orders, existing) = await BeginAsync(connection, [item], waitsForLocks: false);
        await CreatePaymentSql.EndAsync(connection, created: [], commit: false);
        if (existing.Contains(item.PaymentId))
        {
            Publish([item.Created!]); // the conflict was with its own earlier try
            return item.Created!.Response;
        }

        return orders[item.OrderId] switch
        {
            { Order.Status: OrderStatus.Paid } => ApiErrors.OrderAlreadyPaid,
            { Pending: { } pending } => ApiErrors.PaymentInProgress(pending.Value),
            _ when conflict.SqlState == PostgresErrorCodes.LockNotAvailable =>
                ApiErrors.Unavailable with { Cause = "Another transaction holds the order's row." },
            _ => ApiErrors.PaymentInProgress(paymentId: null),
        };
    }
}
