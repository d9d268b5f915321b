using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Batching;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Payments;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Faults;

/// <summary>A row that another transaction holds delays its own job and no other that is run together with it.</summary>
public sealed class LockedJobs(Servers servers)
{
    private const int Jobs = 20;

    [Theory]
    [InlineData("jobs", "ref")]
    [InlineData("payments", "id")]
    public async Task Payments_are_settled_while_a_row_of_one_of_them_is_locked(string table, string column)
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedPayments.AddAsync(worker, [.. Enumerable.Repeat("user@paytm", Jobs)]);
        var holder = await ClaimedPayments.AddAsync(worker, ["user@paytm", "user@paytm"]);
        await worker.Get<SettlePaymentsStep>().RunAsync([Approved(holder, holder.Payments[1])], waitsForLocks: false); // compiles what is measured
        await using var held = await HoldAsync(worker, table, column, claimed.Payments[0].Id.Value);

        await ExpectFirstToWaitAsync(worker.Get<SettlePaymentsStep>(), Approved(holder, holder.Payments[0]),
            [.. claimed.Payments.Select(payment => Approved(claimed, payment))], held);

        await using var db = TestDatabase.Open(worker.Database);
        Assert.Equal(Jobs + 2, await db.Payments.CountAsync(p => p.Status == PaymentStatus.Succeeded));
    }

    [Theory]
    [InlineData("jobs", "ref")]
    [InlineData("webhook_logs", "id::text")]
    public async Task Deliveries_end_while_a_row_of_one_of_them_is_locked(string table, string column)
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedDeliveries.AddAsync(worker, Jobs + 1);
        var started = await claimed.StartAsync();
        await using var held = await HoldAsync(worker, table, column, started[1].Delivery.Id.ToString());

        var ends = started.ConvertAll(claimed.Delivered);
        await ExpectFirstToWaitAsync(worker.Get<EndDeliveriesStep>(), ends[0], ends[1..], held);

        await using var db = TestDatabase.Open(worker.Database);
        Assert.Equal(Jobs + 1, await db.WebhookLogs.CountAsync(d => d.Status == WebhookDeliveryStatus.Succeeded));
    }

    [Fact]
    public async Task Deliveries_begin_while_one_of_them_is_locked()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedDeliveries.AddAsync(worker, Jobs + 1);
        await using var held = await HoldAsync(worker, "webhook_logs", "id::text", claimed.Deliveries[1].Id.ToString());
        var leases = claimed.Deliveries.Select(claimed.LeaseOf).ToList();

        await ExpectFirstToWaitAsync(worker.Get<StartDeliveriesStep>(), leases[0], leases[1..], held);

        await using var db = TestDatabase.Open(worker.Database);
        Assert.Equal(Jobs + 1, await db.WebhookAttempts.CountAsync());
    }

    [Fact]
    public async Task Jobs_are_claimed_while_the_row_of_one_is_locked_and_that_one_follows_when_it_is_free()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await using var db = TestDatabase.Open(worker.Database);
        db.AddRange(Enumerable.Range(0, Jobs).Select(_ => Job.ProcessPayment(PaymentId.New())));
        await db.SaveChangesAsync();
        var jobs = await db.Jobs.AsNoTracking().ToListAsync();
        await using var held = await HoldAsync(worker, "jobs", "ref", jobs[0].Ref);
        var claims = worker.Get<JobClaims>();

        var (claimed, locked) = await claims.ClaimAsync([.. jobs.Select(job => job.Id), 404], CancellationToken.None);
        var waiting = claims.ClaimLockedAsync(Assert.Single(locked), CancellationToken.None);

        Assert.Equal(jobs.Skip(1).Select(job => job.Id), claimed.Select(each => each.Job.Id).Order());
        await held.CommitAsync();
        Assert.Equal(jobs[0].Id, (await waiting)?.Job.Id);
    }

    private static Task<HeldLock> HoldAsync(HostServices worker, string table, string column, string value) =>
        HeldLock.TakeAsync(worker.Database, $"SELECT 1 FROM {table} WHERE {column} = '{value}' FOR UPDATE");

    private static Task<TResult[]> ExpectFirstToWaitAsync<TItem, TResult>(
        IBatchStep<TItem, TResult> step, TItem holder, List<TItem> items, HeldLock held)
        where TResult : class =>
        new HeldStep<TItem, TResult>(step, holder).ExpectFirstToWaitAsync(items, held.CommitAsync);

    private static PaymentSettlement Approved(ClaimedPayments claimed, Payment payment) =>
        new(claimed.Finished(payment), BankDecision.Approved("bank"), ClaimedPayments.Now);
}
