using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Queue;

namespace PaymentGateway.Tests.Batching;

/// <summary>Pending payments of a merchant of their own, whose jobs a worker that is not started has claimed.</summary>
internal sealed class ClaimedPayments
{
    public static readonly DateTimeOffset Now = new(2026, 11, 27, 8, 15, 30, 123, TimeSpan.Zero);

    private readonly Dictionary<string, ClaimedJob> _jobs;

    private ClaimedPayments(Merchant merchant, List<Payment> payments, List<ClaimedJob> jobs) =>
        (Merchant, Payments, _jobs) = (merchant, payments, jobs.ToDictionary(job => job.Ref));

    public Merchant Merchant { get; }

    public IReadOnlyList<Payment> Payments { get; }

    /// <param name="vpas">Of each payment.</param>
    /// <param name="url">The merchant's address for webhooks.</param>
    /// <param name="isReusable">Which of the payments are of a reusable order, which they share.</param>
    public static async Task<ClaimedPayments> AddAsync(
        HostServices worker, IReadOnlyList<string> vpas, string? url = "https://shop.example/", Func<int, bool>? isReusable = null)
    {
        await using var db = TestDatabase.Open(worker.Database);
        var merchant = Merchant.Create("Steps", $"{Guid.NewGuid():N}@example.com", ApiCredentials.New(forTests: true), Now);
        merchant.SendWebhooksTo(url);
        var reusable = Order.CreateReusable(OrderId.New(), merchant.Id, new Money(1000, "INR"), Now);
        var orders = vpas.Select((_, i) => isReusable?.Invoke(i) is true ? reusable : NewOrder(merchant)).ToList();
        var payments = vpas.Select((vpa, i) => Pay(orders[i], vpa)).ToList();
        db.AddRange([merchant, reusable, .. orders.Distinct()]);
        await db.SaveChangesAsync(); // before what refers to them
        db.AddRange([.. payments, .. payments.Select(payment => Job.ProcessPayment(payment.Id))]);
        await db.SaveChangesAsync();
        return new(merchant, payments, await ClaimAsync(worker, db, [.. payments.Select(payment => payment.Id.Value)]));
    }

    /// <summary>Claims jobs as this worker.</summary>
    /// <param name="references">Of what they are about.</param>
    public static async Task<List<ClaimedJob>> ClaimAsync(HostServices worker, GatewayDb db, IReadOnlyList<string> references)
    {
        var ids = db.Jobs.Where(job => references.Contains(job.Ref)).Select(job => job.Id).ToList();
        return await worker.Get<BatchConnections>().RunAsync(connection => LeaseSql.ClaimAsync(
            connection, ids, worker.Get<WorkerIdentity>().Name, TimeSpan.FromMinutes(1), waitsForLocks: false));
    }

    /// <summary>The row of a payment's job as its worker finishes it.</summary>
    public Job Finished(Payment payment) => Finished(_jobs[payment.Id.Value], Now);

    /// <summary>The row of a job as its worker finishes it.</summary>
    public static Job Finished(ClaimedJob job, DateTimeOffset at)
    {
        var row = Job.From(job);
        row.Finish(at);
        return row;
    }

    /// <summary>The row of a payment's job as its worker reschedules it.</summary>
    public Job Rescheduled(Payment payment)
    {
        var row = Job.From(_jobs[payment.Id.Value]);
        row.Reschedule(Now);
        return row;
    }

    private static Order NewOrder(Merchant merchant) =>
        Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, Now);

    private static Payment Pay(Order order, string text)
    {
        Assert.True(Vpa.TryParse(text, out var vpa));
        order.Attempt(Now);
        return Payment.Create(order, new UpiMethod(vpa, null), Now);
    }
}
