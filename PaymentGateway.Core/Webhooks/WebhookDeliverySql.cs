using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// How a delivery begins and ends, in one round trip each and without waiting for the disk: there are more of them
/// than of anything else. Raw, because EF Core takes two and waits. If the server itself dies within the second, the
/// delivery is made again under the id that its receiver knows; what a worker does that dies is not lost.
/// </summary>
public static class WebhookDeliverySql
{
    // A ref that is none must not fail the whole statement.
    private const string Uuid = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

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

    /// <summary>Commits that an attempt begins, so that a worker that dies during it leaves a trace.</summary>
    public static Task BeginAsync(GatewayDb db, WebhookAttempt attempt, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO webhook_attempts (webhook_id, attempt, trigger, started_at)
            SELECT {attempt.WebhookId}, {attempt.Attempt}, {attempt.Trigger}, {attempt.StartedAt}
            WHERE set_config('synchronous_commit', 'off', true) = 'off'
            """, cancel);

    /// <summary>Commits delivery, attempt and job as they stand, while the delivery is still pending.</summary>
    /// <returns>False when another worker has taken over, and nothing is written; or the attempt's row went with the server.</returns>
    public static async Task<bool> EndAsync(
        GatewayDb db, WebhookDelivery delivery, WebhookAttempt attempt, Job job, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"""
            WITH mine AS (
                SELECT id FROM jobs WHERE id = {job.Id} AND fence = {job.Fence} AND state = 'running' FOR UPDATE),
            delivery AS (
                UPDATE webhook_logs d SET status = {WebhookDeliveryStatuses.WireName(delivery.Status)},
                    attempts = {delivery.Attempts}, last_attempt_at = {delivery.LastAttemptAt},
                    next_retry_at = {delivery.NextRetryAt}, next_trigger = {delivery.NextTrigger},
                    response_code = {delivery.ResponseCode}, response_body = {delivery.ResponseBody}
                FROM mine WHERE d.id = {delivery.Id} AND d.status = 'pending' RETURNING mine.id AS job_id),
            job AS (
                UPDATE jobs j SET state = {JobStates.WireName(job.State)}, attempt = {job.Attempt},
                    run_at = coalesce({(job.State == JobState.Ready ? job.RunAt : null)}, run_at),
                    dispatched_at = NULL, finished_at = {job.FinishedAt},
                    lease_owner = NULL, lease_until = NULL
                FROM delivery WHERE j.id = delivery.job_id RETURNING j.id)
            UPDATE webhook_attempts a SET duration_ms = {attempt.DurationMs}, response_code = {attempt.ResponseCode},
                response_body = {attempt.ResponseBody}, error = {attempt.Error}
            FROM job WHERE a.webhook_id = {attempt.WebhookId} AND a.attempt = {attempt.Attempt}
              AND set_config('synchronous_commit', 'off', true) = 'off'
            """, cancel) > 0;

    /// <summary>
    /// Fails pending deliveries whose job is dead, and returns them. Raw, because EF Core has no join from a job's text to
    /// a delivery's id and no SKIP LOCKED: a retry that is being saved holds one of the rows and decides.
    /// </summary>
    public static Task<List<Abandoned>> FailAbandonedAsync(
        GatewayDb db, int limit, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<Abandoned>($"""
            UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL
            WHERE id IN (
                SELECT d.id FROM jobs j
                JOIN webhook_logs d ON d.id = CASE WHEN j.ref ~ {Uuid} THEN j.ref::uuid END
                WHERE j.kind = 'webhook' AND j.state = 'dead' AND d.status = 'pending'
                LIMIT {limit} FOR UPDATE SKIP LOCKED)
            RETURNING id, merchant_id, event_id, event
            """).ToListAsync(cancellationToken);
}
