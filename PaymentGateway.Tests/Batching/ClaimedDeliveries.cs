using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Batching;

/// <summary>Deliveries of test events to a merchant of their own, whose jobs a worker that is not started has claimed.</summary>
internal sealed class ClaimedDeliveries
{
    private readonly HostServices _worker;
    private readonly Dictionary<string, ClaimedJob> _jobs;

    private ClaimedDeliveries(HostServices worker, List<WebhookDelivery> deliveries, List<ClaimedJob> jobs) =>
        (_worker, Deliveries, _jobs) = (worker, deliveries, jobs.ToDictionary(job => job.Ref));

    public IReadOnlyList<WebhookDelivery> Deliveries { get; }

    public static async Task<ClaimedDeliveries> AddAsync(HostServices worker, int count)
    {
        await using var db = TestDatabase.Open(worker.Database);
        var now = TimeProvider.System.GetUtcNow();
        var merchant = Merchant.Create("Steps", $"{Guid.NewGuid():N}@example.com", ApiCredentials.New(forTests: true), now);
        merchant.SendWebhooksTo("https://shop.example/");
        var events = Enumerable.Range(0, count).Select(_ => WebhookEvents.Test(merchant.Id, now)).ToList();
        var deliveries = events.ConvertAll(WebhookDelivery.Create);
        db.AddRange([merchant, .. events, .. deliveries, .. deliveries.Select(delivery => Job.DeliverWebhook(delivery))]);
        await db.SaveChangesAsync();
        return new(worker, deliveries, await ClaimedPayments.ClaimAsync(worker, db, [.. deliveries.Select(delivery => delivery.Id.ToString())]));
    }

    public JobLease LeaseOf(WebhookDelivery delivery) => new(
        _jobs[delivery.Id.ToString()], TimeProvider.System.GetTimestamp(), _worker.Get<BatchQueue<Job, SavedJob>>(), TimeProvider.System);

    /// <summary>Begins an attempt of each.</summary>
    public async Task<List<StartedDelivery>> StartAsync() =>
        [.. (await _worker.Get<StartDeliveriesStep>().RunAsync([.. Deliveries.Select(LeaseOf)], waitsForLocks: false))
            .Select(started => started!)];

    /// <summary>The receiver has taken it.</summary>
    public EndedDelivery Delivered(StartedDelivery started)
    {
        started.Attempt!.Finish(TimeSpan.FromMilliseconds(12), 200, "thanks", error: null);
        started.Delivery.Succeed(started.Attempt);
        return End(started, job => job.Finish(TimeProvider.System.GetUtcNow()));
    }

    public EndedDelivery End(StartedDelivery started, Action<Job> end) =>
        new(JobOf(started.Delivery, end), started.Delivery, WebhookDeliveryStatus.Pending, started.Attempt);

    /// <summary>The row of the delivery's job as its worker saves it.</summary>
    private Job JobOf(WebhookDelivery delivery, Action<Job> end)
    {
        var row = Job.From(_jobs[delivery.Id.ToString()]);
        end(row);
        return row;
    }
}
