using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Batching;

/// <summary>Deliveries that begin and end together are stored as each of them is, and none takes another with it.</summary>
public sealed class EndedDeliveries(Servers servers)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Later = Now.AddMinutes(1);

    [Fact]
    public async Task Every_property_of_a_delivery_its_attempt_and_its_job_is_read_and_stored()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedDeliveries.AddAsync(worker, 3);
        await using (var stored = TestDatabase.Open(worker.Database))
        {
            var started = await claimed.StartAsync();
            foreach (var (delivery, attempt) in started.Select(each => (each.Delivery, each.Attempt!)))
            {
                StoredRow.ExpectSame(stored, delivery, await stored.WebhookLogs.SingleAsync(d => d.Id == delivery.Id));
                StoredRow.ExpectSame(stored, attempt, await stored.WebhookAttempts.SingleAsync(a => a.WebhookId == delivery.Id));
            }

            await EndAsync(worker, claimed, started);
        }

        await using var db = TestDatabase.Open(worker.Database);
        var (succeeded, retried, failed) = (await FindAsync(db, claimed, 0), await FindAsync(db, claimed, 1), await FindAsync(db, claimed, 2));
        Assert.Equal((WebhookDeliveryStatus.Succeeded, 1, 200, "thanks"), StateOf(succeeded));
        Assert.Equal((WebhookDeliveryStatus.Pending, 1, 500, "busy"), StateOf(retried));
        Assert.Equal((WebhookDeliveryStatus.Failed, 1, null, null), StateOf(failed));
        Assert.Equal(Later.ToUnixTimeMilliseconds(), retried.NextRetryAt?.ToUnixTimeMilliseconds());
        Assert.Equal([(12, 200, "thanks", null), (34, 500, "busy", "http"), (56, null, null, "timeout")],
            new[] { succeeded, retried, failed }.Select(d => d.AttemptLog.Single()).Select(a => (a.DurationMs, a.ResponseCode, a.ResponseBody, a.Error)));
        var job = await db.Jobs.SingleAsync(); // the others are finished, and deleted
        Assert.Equal((retried.Id.ToString(), JobState.Ready, 0, null, null), (job.Ref, job.State, job.Attempt, job.LeaseOwner, job.DispatchedAt));
        Assert.Equal(2, (await db.WorkerJobTotals.SingleAsync()).Finished);
    }

    [Fact]
    public async Task A_delivery_whose_lease_is_lost_or_that_has_changed_is_not_saved_and_the_others_are()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedDeliveries.AddAsync(worker, 3);
        var started = await claimed.StartAsync();
        await using var db = TestDatabase.Open(worker.Database);
        var (lost, cancelled) = (claimed.Deliveries[0].Id, claimed.Deliveries[1].Id);
        await db.Database.ExecuteSqlAsync($"UPDATE jobs SET fence = fence + 1 WHERE ref = {lost.ToString()}");
        await db.Database.ExecuteSqlAsync($"UPDATE webhook_logs SET status = 'failed', next_retry_at = NULL WHERE id = {cancelled}");

        var ends = started.Select(each => claimed.Delivered(each)).ToList();
        Assert.Equal([null, null, SavedJob.Saved], await worker.Get<EndDeliveriesStep>().RunAsync(ends, waitsForLocks: false));
        Assert.Equal([SavedJob.Lost], await worker.Get<EndDeliveriesStep>().RunAsync([ends[0]], waitsForLocks: true));
        Assert.Equal([SavedJob.Lost], await worker.Get<EndDeliveriesStep>().RunAsync([ends[1]], waitsForLocks: true));

        Assert.Equal([WebhookDeliveryStatus.Pending, WebhookDeliveryStatus.Failed, WebhookDeliveryStatus.Succeeded],
            claimed.Deliveries.Select(delivery => db.WebhookLogs.AsNoTracking().Single(d => d.Id == delivery.Id).Status));
        Assert.Equal(2, await db.WebhookAttempts.CountAsync(a => a.DurationMs == null));
    }

    private static async Task EndAsync(HostServices worker, ClaimedDeliveries claimed, List<StartedDelivery> started)
    {
        var retried = started[1];
        retried.Attempt!.Finish(TimeSpan.FromMilliseconds(34), 500, "busy", WebhookErrors.Http);
        retried.Delivery.RetryAt(retried.Attempt, Later);
        var failed = started[2];
        failed.Attempt!.Finish(TimeSpan.FromMilliseconds(56), null, null, WebhookErrors.Timeout);
        failed.Delivery.GiveUp(failed.Attempt);

        var step = worker.Get<EndDeliveriesStep>();
        Assert.Equal([SavedJob.Saved], await step.RunAsync([claimed.Delivered(started[0])], waitsForLocks: false));
        Assert.Equal([SavedJob.Saved, SavedJob.Saved], await step.RunAsync(
            [claimed.End(retried, job => job.Reschedule(Later)), claimed.End(failed, job => job.Finish(Now))], waitsForLocks: false));
    }

    private static Task<WebhookDelivery> FindAsync(GatewayDb db, ClaimedDeliveries claimed, int index) =>
        db.WebhookLogs.Include(d => d.AttemptLog).SingleAsync(d => d.Id == claimed.Deliveries[index].Id);

    private static (WebhookDeliveryStatus Status, int Attempts, int? Code, string? Body) StateOf(WebhookDelivery delivery) =>
        (delivery.Status, delivery.Attempts, delivery.ResponseCode, delivery.ResponseBody);
}
