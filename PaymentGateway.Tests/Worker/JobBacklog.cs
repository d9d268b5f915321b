using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>
/// A database whose queue filled up after its statistics were taken, as after an outage: 10,000 jobs of payments and as many
/// deliveries to one endpoint are due, 10,000 refunds are due tomorrow, 2,000 jobs run, and the outbox has 10,000 events.
/// </summary>
public sealed class JobBacklog(Servers servers) : IAsyncLifetime
{
    public const int RunningCount = 2_000;
    public const string Worker = "worker";

    /// <summary>Jobs of one batch.</summary>
    public const int BatchSize = 64;

    private const int Waiting = 10_000;

    internal string Database { get; private set; } = null!;

    /// <summary>Ids of some of the payments' jobs.</summary>
    internal long[] Due { get; private set; } = null!;

    /// <summary>Some of the jobs that run, now finished.</summary>
    internal IReadOnlyList<Job> Finished { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await servers.NewDatabaseAsync();
        await using var db = TestDatabase.Open(Database);
        await db.Database.ExecuteSqlAsync($"""
            ALTER TABLE jobs SET (autovacuum_enabled = false);
            ALTER TABLE event_outbox SET (autovacuum_enabled = false);
            ANALYZE jobs, event_outbox
            """);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO jobs (kind, ref, lane, attempt, max_attempts, fence, dispatch_count, state, run_at, lease_until, lease_owner)
            SELECT kind, kind || n, CASE kind WHEN 'webhook' THEN (SELECT merchant_id FROM webhook_endpoints LIMIT 1) END,
                fence, 25, fence, 0, state, due, lease_until, lease_owner
            FROM (VALUES ('payment', 'ready', now(), {Waiting}), ('webhook', 'ready', now(), {Waiting}),
                    ('refund', 'ready', now() + interval '1 day', {Waiting}), ('reversal', 'running', now(), {RunningCount}))
                AS jobs (kind, state, due, count)
            CROSS JOIN LATERAL (SELECT (state = 'running')::int AS fence,
                CASE state WHEN 'running' THEN now() END AS lease_until,
                CASE state WHEN 'running' THEN {Worker} END AS lease_owner) run
            CROSS JOIN LATERAL generate_series(1, count) n
            """);
        await AddEventsAsync(db);
        Due = await db.Jobs.Where(job => job.Kind == JobKind.Payment).OrderByDescending(job => job.Id).Take(BatchSize)
            .Select(job => job.Id).ToArrayAsync();
        var running = await db.Jobs.Where(job => job.State == JobState.Running).OrderByDescending(job => job.Id).Take(BatchSize)
            .ToListAsync();
        running.ForEach(job => job.Finish(TimeProvider.System.GetUtcNow()));
        Finished = running;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<int> AddEventsAsync(GatewayDb db) => db.Database.ExecuteSqlAsync($"""
        WITH happened AS (
            INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
            SELECT 'evt_' || lpad(n::text, 20, '0'), (SELECT id FROM merchants LIMIT 1), 'webhook.test', n::text, '', now()
            FROM generate_series(1, {Waiting}) n RETURNING id)
        INSERT INTO event_outbox (event_id) SELECT id FROM happened
        """);
}
