using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// How deliveries begin and end, for a whole batch and without waiting for the disk: there are more of them than of anything
/// else. If the server itself dies within the second, the delivery is made again under the id that its receiver knows; what
/// a worker does that dies is not lost.
/// </summary>
public static class WebhookDeliverySql
{
    /// <summary>Of the table <c>webhook_logs d</c>, for <see cref="Read"/>.</summary>
    public const string Columns = StoredDelivery.Columns;

    // A ref that is none must not fail the whole statement.
    private const string Uuid = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    private static readonly string EndFree = End(" SKIP LOCKED");
    private static readonly string EndAll = End("");

    public sealed record Abandoned(Guid Id, Guid MerchantId, string EventId, string Event);

    /// <summary>New deliveries, none of which has been attempted.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<WebhookDelivery> deliveries) =>
        new NpgsqlBatchCommand("""
            INSERT INTO webhook_logs (
                id, merchant_id, event_id, event, payload, next_retry_at, next_trigger, created_at, status, attempts)
            SELECT id, merchant_id, event_id, event, payload::json, next_retry_at, next_trigger, created_at, 'pending', 0
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS i (
                id, merchant_id, event_id, event, payload, next_retry_at, next_trigger, created_at)
            """)
            .WithGuids(deliveries, d => d.Id)
            .WithGuids(deliveries, d => d.MerchantId.Value)
            .WithTexts(deliveries, d => d.EventId.Value)
            .WithTexts(deliveries, d => d.Event)
            .WithTexts(deliveries, d => d.Payload)
            .WithTimes(deliveries, d => d.NextRetryAt)
            .WithTexts(deliveries, d => d.NextTrigger)
            .WithTimes(deliveries, d => d.CreatedAt);

    /// <summary>Attempts that begin, so that a worker that dies during one leaves a trace.</summary>
    public static NpgsqlBatchCommand InsertAttempts(IReadOnlyList<WebhookAttempt> attempts) =>
        new NpgsqlBatchCommand("""
            INSERT INTO webhook_attempts (webhook_id, attempt, trigger, started_at) SELECT * FROM unnest($1, $2, $3, $4)
            """)
            .WithGuids(attempts, a => a.WebhookId)
            .WithNumbers(attempts, a => a.Attempt)
            .WithTexts(attempts, a => a.Trigger)
            .WithTimes(attempts, a => a.StartedAt);

    /// <summary>
    /// Saves deliveries, their attempts and their jobs as they stand, if the worker still holds the jobs and nobody else has
    /// changed the deliveries.
    /// </summary>
    /// <param name="worker">Who has run the jobs.</param>
    /// <param name="waitsForLocks">Whether to wait for rows that other transactions hold, instead of leaving them out.</param>
    /// <returns>A command that returns the ids of the saved jobs.</returns>
    public static NpgsqlBatchCommand End(IReadOnlyList<EndedDelivery> ends, string worker, bool waitsForLocks) =>
        new NpgsqlBatchCommand(waitsForLocks ? EndAll : EndFree)
            .WithValue(worker)
            .WithEnds(ends, end => end.Job)
            .WithGuids(ends, end => end.Delivery.Id)
            .WithTexts(ends, end => WebhookDeliveryStatuses.WireName(end.StatusBefore))
            .WithTexts(ends, end => WebhookDeliveryStatuses.WireName(end.Delivery.Status))
            .WithNumbers(ends, end => end.Delivery.Attempts)
            .WithTimes(ends, end => end.Delivery.LastAttemptAt)
            .WithTimes(ends, end => end.Delivery.NextRetryAt)
            .WithTexts(ends, end => end.Delivery.NextTrigger)
            .WithOptionalNumbers(ends, end => end.Delivery.ResponseCode)
            .WithTexts(ends, end => end.Delivery.ResponseBody)
            .WithOptionalNumbers(ends, end => end.Attempt?.Attempt)
            .WithOptionalNumbers(ends, end => end.Attempt?.DurationMs)
            .WithTexts(ends, end => end.Attempt?.Error);

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static WebhookDelivery Read(NpgsqlDataReader row, int at) => WebhookDelivery.Restore(StoredDelivery.Read(row, at));

    /// <summary>
    /// Fails pending deliveries whose job is dead, and returns them. Raw, because EF Core has no join from a job's text to
    /// a delivery's id and no SKIP LOCKED: a retry that is being saved holds one of the rows and decides.
    /// </summary>
    public static Task<List<Abandoned>> FailAbandonedAsync(
        GatewayDb db, int limit, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<Abandoned>($"""
            UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL
            WHERE id = ANY(ARRAY(
                SELECT d.id FROM jobs j
                JOIN webhook_logs d ON d.id = CASE WHEN j.ref ~ {Uuid} THEN j.ref::uuid END
                WHERE j.kind = 'webhook' AND j.state = 'dead' AND d.status = 'pending'
                LIMIT {limit} FOR UPDATE SKIP LOCKED))
            RETURNING id, merchant_id, event_id, event
            """).ToListAsync(cancellationToken);

    private static string End(string skip) => $"""
        WITH mine AS MATERIALIZED (
            SELECT i.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) AS i (
                job, fence, state, attempt, run_at, last_error, delivery, status_before, status, attempts, last_attempt_at,
                next_retry_at, next_trigger, response_code, response_body, ended_attempt, duration_ms, error)
            JOIN jobs j ON j.id = i.job AND j.fence = i.fence AND j.lease_owner = $1
            JOIN webhook_logs d ON d.id = i.delivery AND d.status = i.status_before
            ORDER BY i.job FOR UPDATE OF j{skip} FOR NO KEY UPDATE OF d{skip}),
        delivered AS (
            UPDATE webhook_logs d SET status = mine.status, attempts = mine.attempts, last_attempt_at = mine.last_attempt_at,
                next_retry_at = mine.next_retry_at, next_trigger = mine.next_trigger,
                response_code = mine.response_code, response_body = mine.response_body
            FROM mine WHERE d.id = mine.delivery),
        attempted AS (
            UPDATE webhook_attempts a SET duration_ms = mine.duration_ms, response_code = mine.response_code,
                response_body = mine.response_body, error = mine.error
            FROM mine WHERE a.webhook_id = mine.delivery AND a.attempt = mine.ended_attempt),
        {JobSql.EndMine}
        SELECT job FROM mine WHERE {JobSql.WithoutWaiting}
        """;
}
