using CsCheck;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Batching;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Payments;
using PaymentGateway.Worker.Refunds;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// Refunds that are settled together, many of one payment, have the results, and leave the rows, that they would one after
/// the other.
/// </summary>
public sealed class RefundsInBatches(Servers servers)
{
    private const int Payments = 3;

    private static readonly int Lists = Volume.Of(20, full: 1000);
    private static readonly DateTimeOffset Now = ClaimedPayments.Now;

    private static readonly Gen<List<(Case Case, int Payment)>> Cases = Gen.Select(
        Gen.Frequency(
            (5, Gen.Const(Case.Approved)), (3, Gen.Const(Case.Declined)), (1, Gen.Const(Case.SettledBefore)),
            (1, Gen.Const(Case.Lost)), (1, Gen.Const(Case.Poisoned))),
        Gen.Int[0, Payments - 1]).List[1, 12];

    /// <summary>What a job has learned about its refund, or what has happened to it since it began.</summary>
    private enum Case
    {
        Approved,
        Declined,

        /// <summary>Another run has settled it.</summary>
        SettledBefore,

        /// <summary>Another worker has reclaimed the job.</summary>
        Lost,

        /// <summary>A trigger of the test refuses its row.</summary>
        Poisoned,
    }

    [Fact]
    public async Task One_batch_of_many_and_many_batches_of_one_give_the_same_results_and_rows()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await Poison.AddAsync(worker, "UPDATE ON refunds", "NEW.reason = 'poison' AND NEW.status = 'processed'");
        var step = worker.Get<SettleRefundsStep>();

        await Cases.SampleAsync(async list =>
        {
            var (alone, together) = (await BeginAsync(worker, list), await BeginAsync(worker, list));
            var holder = (await BeginAsync(worker, [(Case.Approved, 0)])).Single();

            var results = (await step.RunOneByOneAsync(alone)).Describe(Describe);
            Assert.All(list.Zip(results), pair => Assert.Equal(pair.First.Case == Case.Lost, pair.Second == "lost"));
            Assert.Equal(results, (await step.RunTogetherAsync(holder, together)).Describe(Describe));
            Assert.Equal(await RowsAsync(worker, alone), await RowsAsync(worker, together));
        }, line => TestContext.Current.TestOutputHelper?.WriteLine(line), iter: Lists, threads: 2, print: list => string.Join(", ", list));
    }

    private static string Describe(SettledRefundResult result) => result.IsSaved ? $"{result.Refund?.Status}" : "lost";

    private static async Task<List<RefundSettlement>> BeginAsync(HostServices worker, List<(Case Case, int Payment)> list)
    {
        var claimed = await ClaimedPayments.AddAsync(worker, [.. Enumerable.Repeat("user@paytm", Payments)]);
        await worker.Get<SettlePaymentsStep>().RunAsync(
            [.. claimed.Payments.Select(paid => new PaymentSettlement(claimed.Finished(paid), BankDecision.Approved("bank"), Now))],
            waitsForLocks: false);
        await using var db = TestDatabase.Open(worker.Database);
        var payments = await db.Payments.Where(p => p.MerchantId == claimed.Merchant.Id).OrderBy(p => p.Id).ToListAsync();
        var refunds = list.ConvertAll(
            refund => Reserve(payments[refund.Payment], refund.Case == Case.Poisoned ? "poison" : null));
        db.AddRange([.. refunds, .. refunds.Select(refund => Job.ProcessRefund(refund.Id))]);
        await db.SaveChangesAsync();
        var jobs = (await ClaimedPayments.ClaimAsync(worker, db, [.. refunds.Select(refund => refund.Id.Value)]))
            .ToDictionary(job => job.Ref);
        foreach (var (refund, (kind, _)) in refunds.Zip(list))
        {
            await (kind switch
            {
                Case.SettledBefore => db.Database.ExecuteSqlAsync($"""
                    UPDATE refunds SET status = 'failed', error_description = 'before' WHERE id = {refund.Id.Value};
                    UPDATE payments SET refund_reserved = refund_reserved - {refund.Amount} WHERE id = {refund.PaymentId.Value}
                    """),
                Case.Lost => db.Database.ExecuteSqlAsync($"UPDATE jobs SET fence = fence + 1 WHERE ref = {refund.Id.Value}"),
                _ => Task.FromResult(0),
            });
        }

        return [.. refunds.Zip(list, (refund, each) => new RefundSettlement(
            ClaimedPayments.Finished(jobs[refund.Id.Value], Now),
            each.Case == Case.Declined ? BankDecision.Declined("technical_error", "bank") : BankDecision.Approved("bank"), Now))];
    }

    private static Refund Reserve(Payment payment, string? reason)
    {
        var refund = Refund.Create(payment, 50, reason, Now);
        payment.ReserveRefund(refund.Amount, Now);
        return refund;
    }

    private static async Task<List<string>> RowsAsync(HostServices worker, IReadOnlyList<RefundSettlement> items)
    {
        await using var db = TestDatabase.Open(worker.Database);
        var rows = new List<string>();
        foreach (var refund in items.Select(item => item.Job.Ref))
        {
            rows.Add(await db.Database.SqlQuery<string>($"""
                SELECT concat_ws(' ', r.status, r.error_description, r.processed_at = {Now},
                    p.refund_reserved, p.refunded_amount, p.updated_at = {Now},
                    (SELECT concat('job ', state, attempt, fence, lease_owner) FROM jobs WHERE kind = 'refund' AND ref = r.id),
                    (SELECT string_agg(e.type || (x.id IS NOT NULL), ',') FROM events e LEFT JOIN event_outbox x ON x.event_id = e.id
                        WHERE e.subject_id = r.id)) AS "Value"
                FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.id = {refund}
                """).SingleAsync());
        }

        return rows;
    }
}
