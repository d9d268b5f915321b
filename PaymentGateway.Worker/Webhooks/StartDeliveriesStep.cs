using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// Reads the deliveries of jobs and stores which attempts begin: one transaction of two round trips, which does not wait for
/// the disk.
/// </summary>
internal sealed class StartDeliveriesStep(BatchConnections connections) : IBatchStep<JobLease, StartedDelivery>
{
    private static readonly string ReadFree = Read(" SKIP LOCKED");
    private static readonly string ReadAll = Read("");

    public string Name => "start deliveries";

    /// <exception cref="InvalidOperationException">A single item, and there is no such delivery.</exception>
    public Task<IReadOnlyList<StartedDelivery?>> RunAsync(IReadOnlyList<JobLease> items, bool waitsForLocks) =>
        connections.RunAsync<IReadOnlyList<StartedDelivery?>>(async connection =>
        {
            var found = await BeginAsync(connection, items, waitsForLocks);
            var started = items.Select(lease => found.GetValueOrDefault(lease.Ref)?.Start(lease.Now)).ToList();
            await EndAsync(connection,
                [.. started.Where(each => each?.Step == DeliveryStep.Attempt).Select(each => each!.Attempt!)]);
            return waitsForLocks && started is [null]
                ? throw new InvalidOperationException($"There is no delivery {items[0].Ref}.")
                : started;
        });

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();

    private static async Task<Dictionary<string, FoundDelivery>> BeginAsync(
        NpgsqlConnection connection, IReadOnlyList<JobLease> items, bool waitsForLocks)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand("SET LOCAL synchronous_commit = off"),
                new NpgsqlBatchCommand(waitsForLocks ? ReadAll : ReadFree)
                    .WithGuids(items, lease => Guid.TryParse(lease.Ref, out var id) ? id : null),
            },
        };
        await using var row = await batch.ExecuteReaderAsync();
        var found = new Dictionary<string, FoundDelivery>(items.Count);
        while (await row.ReadAsync())
        {
            var delivery = WebhookDeliverySql.Read(row, 9);
            found[delivery.Id.ToString()] = new FoundDelivery(
                delivery, row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1),
                WebhookEndpointSql.Read(row, 2, delivery.MerchantId), row.GetInt32(6),
                row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7), row.GetInt32(8));
        }

        return found;
    }

    private static async Task EndAsync(NpgsqlConnection connection, List<WebhookAttempt> attempts)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(WebhookDeliverySql.InsertAttempts, attempts);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    // The delivery's row because the foreign key of the new attempt would lock it, and would wait for it.
    private static string Read(string skip) => $"""
        SELECT m.webhook_url, m.webhook_secret, {WebhookEndpointSql.Columns},
            (SELECT count(*)::int FROM webhook_attempts a WHERE a.webhook_id = d.id),
            (SELECT max(a.started_at) FROM webhook_attempts a WHERE a.webhook_id = d.id),
            (SELECT count(*)::int FROM webhook_attempts a WHERE a.webhook_id = d.id AND a.duration_ms IS NULL
                AND (d.last_attempt_at IS NULL OR a.started_at > d.last_attempt_at)),
            {WebhookDeliverySql.Columns}
        FROM webhook_logs d
        JOIN merchants m ON m.id = d.merchant_id JOIN webhook_endpoints e ON e.merchant_id = d.merchant_id
        WHERE d.id = ANY($1)
        ORDER BY d.id FOR KEY SHARE OF d{skip}
        """;
}
