using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Payments;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Refunds;

namespace PaymentGateway.Tests.Batching;

/// <summary>What the worker's steps write by SQL is what EF Core reads: a column that is forgotten or exchanged shows.</summary>
public sealed class SettledRows(Servers servers)
{
    private static readonly DateTimeOffset Now = ClaimedPayments.Now.AddSeconds(7);

    [Fact]
    public async Task Every_property_of_a_settled_payment_and_of_what_belongs_to_it_is_stored()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedPayments.AddAsync(worker, ["approved@paytm", "declined@paytm", "silent@paytm"]);
        BankDecision?[] decisions = [BankDecision.Approved("bank 1"), BankDecision.Declined("insufficient_funds", "bank 2"), null];

        var results = await worker.Get<SettlePaymentsStep>().RunAsync(
            [.. decisions.Select((decision, i) => new PaymentSettlement(claimed.Finished(claimed.Payments[i]), decision, Now))],
            waitsForLocks: false);

        await using var db = TestDatabase.Open(worker.Database);
        foreach (var settled in results.Select(result => result!.Payment!))
        {
            StoredRow.ExpectSame(db, settled.Payment, await db.Payments.SingleAsync(p => p.Id == settled.Payment.Id));
            StoredRow.ExpectSame(db, settled.Event!, await db.Events.SingleAsync(e => e.Id == settled.Event!.Id));
            StoredRow.ExpectSame(db, settled.Outbox!, await db.EventOutbox.SingleAsync(o => o.EventId == settled.Event!.Id));
        }

        var paid = results[0]!.Payment!.PaidOrder!;
        var order = await db.Orders.SingleAsync(o => o.Id == paid.Id);
        Assert.Equal((OrderStatus.Paid, 1000, Now), (order.Status, order.AmountPaid, order.UpdatedAt));
        var reversal = await db.Jobs.SingleAsync(); // the others are finished, and deleted
        StoredRow.ExpectSame(db, results[2]!.Payment!.Reversal!, reversal);
        Assert.Equal(Now + DecisionTimeout.FirstEnquiryAfter, reversal.RunAt);
        Assert.Equal([(worker.Get<WorkerIdentity>().Name, JobKind.Payment, 3L)],
            db.WorkerJobTotals.ToList().Select(total => (total.Worker, total.Kind, total.Finished)));
    }

    [Fact]
    public async Task Every_property_of_settled_refunds_of_one_payment_is_stored()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedPayments.AddAsync(worker, ["refunded@paytm"]);
        await using var db = TestDatabase.Open(worker.Database);
        var payment = await PayAsync(worker, claimed, db);
        Refund[] refunds = [Refund.Create(payment, 300, "too much", Now), Refund.Create(payment, 200, reason: null, Now)];
        payment.ReserveRefund(500, Now);
        db.AddRange([.. refunds, .. refunds.Select(refund => Job.ProcessRefund(refund.Id))]);
        await db.SaveChangesAsync();
        var jobs = await ClaimedPayments.ClaimAsync(worker, db, [.. refunds.Select(refund => refund.Id.Value)]);
        BankDecision[] decisions = [BankDecision.Approved("bank 1"), BankDecision.Declined("technical_error", "bank 2")];

        var results = await worker.Get<SettleRefundsStep>().RunAsync(
            [.. refunds.Select((refund, i) => new RefundSettlement(
                ClaimedPayments.Finished(jobs.Single(job => job.Ref == refund.Id.Value), Now), decisions[i], Now))],
            waitsForLocks: false);

        await using var read = TestDatabase.Open(worker.Database);
        Assert.All(results, result => StoredRow.ExpectSame(read, result!.Refund!, read.Refunds.Single(r => r.Id == result.Refund!.Id)));
        var stored = await read.Payments.SingleAsync();
        Assert.Equal((300, 300, Now), (stored.RefundReserved, stored.RefundedAmount, stored.UpdatedAt));
        Assert.Equal(["payment.success", "refund.failed", "refund.processed"], read.Events.Select(e => e.Type).Order());
        Assert.Equal(3, await read.EventOutbox.CountAsync());
        Assert.False(await read.Jobs.AnyAsync());
    }

    [Fact]
    public async Task Every_property_of_a_reversal_is_stored_when_it_begins_and_when_it_is_processed()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedPayments.AddAsync(worker, ["late@paytm"]);
        await worker.Get<SettlePaymentsStep>().RunAsync(
            [new PaymentSettlement(claimed.Finished(claimed.Payments[0]), Decision: null, Now)], waitsForLocks: false);
        await using var db = TestDatabase.Open(worker.Database);
        await db.Database.ExecuteSqlAsync($"UPDATE jobs SET run_at = now()");
        var payment = await db.Payments.SingleAsync();
        var reversal = PaymentReversal.Create(payment, BankDecision.Approved("approval"), Now);

        await SaveAsync(job => job.Reschedule(ClaimedPayments.Now), isNew: true);
        StoredRow.ExpectSame(db, reversal, await db.PaymentReversals.AsNoTracking().SingleAsync());
        reversal.Process("returned", Now);
        await SaveAsync(job => job.Finish(Now), isNew: false);

        StoredRow.ExpectSame(db, reversal, await db.PaymentReversals.AsNoTracking().SingleAsync());
        Assert.False(await db.Jobs.AnyAsync());

        async Task SaveAsync(Action<Job> end, bool isNew)
        {
            var row = Job.From(Assert.Single(await ClaimedPayments.ClaimAsync(worker, db, [payment.Id.Value])));
            end(row);
            Assert.Same(SavedJob.Saved, Assert.Single(
                await worker.Get<SaveReversalsStep>().RunAsync([new ReversalChange(row, reversal, isNew)], waitsForLocks: false)));
        }
    }

    [Fact]
    public async Task Every_property_of_a_payment_is_read()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        var claimed = await ClaimedPayments.AddAsync(worker, ["read@paytm"]);
        await using var db = TestDatabase.Open(worker.Database);
        var payment = await PayAsync(worker, claimed, db);
        payment.Capture(Now);
        payment.ReserveRefund(100, Now);
        db.Add(Refund.Create(payment, 100, reason: null, Now));
        using var request = new Activity("POST").Start();
        var order = Order.Create(claimed.Merchant.Id, new Money(700, "INR"), receipt: null, notes: null, Now);
        db.Add(order);
        await db.SaveChangesAsync();
        db.Add(Payment.Create(order, new CardMethod("visa", "4242", "success"), Now));
        await db.SaveChangesAsync();
        await using var read = TestDatabase.Open(worker.Database);
        var payments = await read.Payments.ToListAsync();

        var found = await worker.Get<ReadPaymentsStep>().RunAsync([.. payments.Select(each => LeaseOf(worker, each.Id))], waitsForLocks: false);

        Assert.Equal(2, payments.Count);
        Assert.All(payments.Zip(found), pair => StoredRow.ExpectSame(read, pair.Second!.Payment, pair.First));
    }

    private static JobLease LeaseOf(HostServices worker, PaymentId payment) => new(
        new ClaimedJob(1, "payment", payment.Value, Lane: null, 1, 25, 1, Traceparent: null, Now, Now, Now), 0,
        worker.Get<BatchQueue<Job, SavedJob>>(), TimeProvider.System);

    /// <returns>The first payment, which has succeeded.</returns>
    private static async Task<Payment> PayAsync(HostServices worker, ClaimedPayments claimed, GatewayDb db)
    {
        await worker.Get<SettlePaymentsStep>().RunAsync(
            [new PaymentSettlement(claimed.Finished(claimed.Payments[0]), BankDecision.Approved("bank"), Now)], waitsForLocks: false);
        return await db.Payments.SingleAsync();
    }
}
