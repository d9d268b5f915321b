using CsCheck;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Batching;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// Deliveries that begin and end together have the results, and leave the rows, that they would one after the other.
/// </summary>
public sealed class DeliveriesInBatches(Servers servers)
{
    private static readonly int Lists = Volume.Of(20, full: 1000);
    private static readonly DateTimeOffset Later = ClaimedPayments.Now;

    private static readonly Gen<List<Case>> Cases = Gen.Frequency(
        (4, Gen.Const(Case.Delivered)), (2, Gen.Const(Case.Retried)), (2, Gen.Const(Case.GivenUp)),
        (1, Gen.Const(Case.CancelledBefore)), (1, Gen.Const(Case.CancelledMeanwhile)), (1, Gen.Const(Case.Lost)),
        (1, Gen.Const(Case.Poisoned))).List[1, 12];

    /// <summary>How an attempt ends, or what has happened to its delivery.</summary>
    private enum Case
    {
        Delivered,
        Retried,
        GivenUp,

        /// <summary>The merchant has removed its address before the attempt.</summary>
        CancelledBefore,

        /// <summary>The merchant has removed its address during the attempt.</summary>
        CancelledMeanwhile,

        /// <summary>Another worker has reclaimed the job.</summary>
        Lost,

        /// <summary>A trigger of the test refuses its row.</summary>
        Poisoned,
    }

    [Fact]
    public async Task One_batch_of_many_and_many_batches_of_one_give_the_same_results_and_rows()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await Poison.AddAsync(worker, "UPDATE ON webhook_logs", "NEW.response_body = 'poison'");
        var (starts, ends) = (worker.Get<StartDeliveriesStep>(), worker.Get<EndDeliveriesStep>());

        await Cases.SampleAsync(async list =>
        {
            var (alone, together) = (await BeginAsync(worker, list), await BeginAsync(worker, list));
            var holder = await ClaimedDeliveries.AddAsync(worker, 1);
            var held = holder.LeaseOf(holder.Deliveries[0]);

            var startedAlone = await starts.RunOneByOneAsync(LeasesOf(alone));
            var startedTogether = await starts.RunTogetherAsync(held, LeasesOf(together));
            Assert.Equal(startedAlone.Describe(Describe), startedTogether.Describe(Describe));

            var endedAlone = await ends.RunOneByOneAsync(await EndAsync(worker, alone, startedAlone, list));
            var endedTogether = await ends.RunTogetherAsync(
                holder.Delivered((await holder.StartAsync())[0]), await EndAsync(worker, together, startedTogether, list));
            Assert.Equal(endedAlone.Describe(Describe), endedTogether.Describe(Describe));
            Assert.Equal(list.Count(each => each is Case.CancelledMeanwhile or Case.Lost), endedAlone.Count(
                end => end.IsCompletedSuccessfully && end.Result == SavedJob.Lost));
            Assert.Equal(await RowsAsync(worker, alone), await RowsAsync(worker, together));
        }, line => TestContext.Current.TestOutputHelper?.WriteLine(line), iter: Lists, threads: 2, print: list => string.Join(", ", list));
    }

    private static List<JobLease> LeasesOf(ClaimedDeliveries claimed) => [.. claimed.Deliveries.Select(claimed.LeaseOf)];

    private static string Describe(StartedDelivery started) => $"{started.Step} {started.Attempt?.Attempt}";

    private static string Describe(SavedJob saved) => saved == SavedJob.Lost ? "lost" : "saved";

    private static async Task<ClaimedDeliveries> BeginAsync(HostServices worker, List<Case> list)
    {
        var claimed = await ClaimedDeliveries.AddAsync(worker, list.Count);
        await CancelAsync(worker, claimed, list, Case.CancelledBefore);
        return claimed;
    }

    /// <returns>What is to be saved, of those that were attempted.</returns>
    private static async Task<List<EndedDelivery>> EndAsync(
        HostServices worker, ClaimedDeliveries claimed, List<Task<StartedDelivery>> started, List<Case> list)
    {
        await CancelAsync(worker, claimed, list, Case.CancelledMeanwhile);
        var ended = new List<EndedDelivery>();
        foreach (var (delivery, kind) in started.Select(task => task.Result).Zip(list))
        {
            if (delivery.Step == DeliveryStep.Attempt)
            {
                ended.Add(End(claimed, delivery, kind));
            }
        }

        await using var db = TestDatabase.Open(worker.Database);
        foreach (var (delivery, _) in claimed.Deliveries.Zip(list).Where(each => each.Second == Case.Lost))
        {
            await db.Database.ExecuteSqlAsync($"UPDATE jobs SET fence = fence + 1 WHERE ref = {delivery.Id.ToString()}");
        }

        return ended;
    }

    private static EndedDelivery End(ClaimedDeliveries claimed, StartedDelivery started, Case kind)
    {
        var attempt = started.Attempt!;
        switch (kind)
        {
            case Case.Retried:
                attempt.Finish(TimeSpan.FromMilliseconds(34), 500, "busy", WebhookErrors.Http);
                started.Delivery.RetryAt(attempt, Later);
                return claimed.End(started, job => job.Reschedule(Later));
            case Case.GivenUp:
                attempt.Finish(TimeSpan.FromMilliseconds(56), null, null, WebhookErrors.Timeout);
                started.Delivery.GiveUp(attempt);
                return claimed.End(started, job => job.Finish(Later));
            case Case.Poisoned:
                attempt.Finish(TimeSpan.FromMilliseconds(78), 200, "poison", error: null);
                started.Delivery.Succeed(attempt);
                return claimed.End(started, job => job.Finish(Later));
            default:
                return claimed.Delivered(started);
        }
    }

    private static async Task CancelAsync(HostServices worker, ClaimedDeliveries claimed, List<Case> list, Case kind)
    {
        await using var db = TestDatabase.Open(worker.Database);
        foreach (var (delivery, _) in claimed.Deliveries.Zip(list).Where(each => each.Second == kind))
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL WHERE id = {delivery.Id}");
        }
    }

    private static async Task<List<string>> RowsAsync(HostServices worker, ClaimedDeliveries claimed)
    {
        await using var db = TestDatabase.Open(worker.Database);
        var rows = new List<string>();
        foreach (var delivery in claimed.Deliveries)
        {
            rows.Add(await db.Database.SqlQuery<string>($"""
                SELECT concat_ws(' ', d.status, d.attempts, d.next_retry_at = {Later}, d.response_code, d.response_body,
                    (SELECT string_agg(concat_ws('/', a.attempt, a.duration_ms, a.response_code, a.response_body, a.error), ',')
                        FROM webhook_attempts a WHERE a.webhook_id = d.id),
                    (SELECT concat('job ', state, attempt, fence, run_at = {Later}, lease_owner) FROM jobs
                        WHERE kind = 'webhook' AND ref = d.id::text)) AS "Value"
                FROM webhook_logs d WHERE d.id = {delivery.Id}
                """).SingleAsync());
        }

        return rows;
    }
}
