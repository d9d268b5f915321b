using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Batching;

/// <summary>An event in the outbox becomes exactly one delivery (I6), with several workers and without Redis.</summary>
public sealed class FanningOut(Servers servers)
{
    private const int Events = 600;

    [Fact]
    public async Task Two_workers_make_one_delivery_and_one_job_of_each_event_in_its_order()
    {
        await using var first = await HostServices.CreateAsync(servers, "Worker");
        await using var second = await HostServices.CreateAsync(servers, "Worker", first.Database);
        await using var db = TestDatabase.Open(first.Database);
        var ids = await AnnounceAsync(db, Events);

        var counts = await Task.WhenAll(new[] { first, second, first, second }.Select(worker => worker.Get<FanOut>().RunAsync()));

        Assert.Equal(Events, counts.Sum());
        var deliveries = await db.WebhookLogs.ToDictionaryAsync(d => d.Id.ToString());
        Assert.Equal(ids.Order(), deliveries.Values.Select(d => d.EventId.Value).Order());
        var jobs = await db.Jobs.Where(job => job.Kind == JobKind.Webhook).OrderBy(job => job.Id).ToListAsync();
        Assert.Equal(deliveries.Keys.Order(), jobs.Select(job => job.Ref).Order());
        Assert.Empty(await db.EventOutbox.ToListAsync());
    }

    [Fact]
    public async Task One_worker_keeps_the_order_of_the_events()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using var db = TestDatabase.Open(worker.Database);
        var ids = await AnnounceAsync(db, 20);

        Assert.Equal(20, await worker.Get<FanOut>().RunAsync());

        var deliveries = await db.WebhookLogs.ToDictionaryAsync(d => d.Id.ToString());
        var jobs = await db.Jobs.OrderBy(job => job.Id).ToListAsync();
        Assert.Equal(ids, jobs.Select(job => deliveries[job.Ref].EventId.Value));
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_an_empty_outbox()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using var db = TestDatabase.Open(worker.Database);
        await AnnounceAsync(db, FanOut.MaxEvents + 1);

        await worker.Get<IEnumerable<IHostedService>>().OfType<EventOutbox>().Single().StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, FanOut.MaxEvents + 1), (await db.EventOutbox.CountAsync(), await db.WebhookLogs.CountAsync()));
    }

    /// <returns>The events' ids in their order.</returns>
    private static async Task<List<string>> AnnounceAsync(GatewayDb db, int count)
    {
        var merchant = await db.Merchants.FirstAsync();
        var ids = new List<string>();
        foreach (var _ in Enumerable.Range(0, count))
        {
            var happened = WebhookEvents.Test(merchant.Id, TimeProvider.System.GetUtcNow());
            ids.Add(happened.Id.Value);
            db.Announce(happened, "https://outbox.example/");
        }

        await db.SaveChangesAsync();
        var order = await db.EventOutbox.OrderBy(o => o.Id).Select(o => o.EventId).ToListAsync();
        db.ChangeTracker.Clear();
        Assert.Equal(ids.Order(), order.Select(id => id.Value).Order());
        return [.. order.Select(id => id.Value)];
    }
}
