using CsCheck;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Payments;
using PaymentGateway.Tests.Batching;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Payments;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// Payments that are settled together have the results, and leave the rows, that they would one after the other. A list
/// that proves otherwise is made short and shown with its seed.
/// </summary>
public sealed class SettlementsInBatches(Servers servers)
{
    private static readonly int Lists = Volume.Of(30, full: 1000);

    [Fact]
    public async Task One_batch_of_many_and_many_batches_of_one_give_the_same_results_and_rows()
    {
        await using var worker = await HostServices.CreateAsync(servers, "Worker");
        await Poison.AddAsync(worker, "UPDATE ON payments", "NEW.vpa LIKE 'poison%'");

        await Settlements.Lists(max: 12).SampleAsync(async list =>
        {
            var (alone, together) = (await BeginAsync(worker, list), await BeginAsync(worker, list));

            var results = await RunOneByOneAsync(worker, alone);
            Assert.All(list.Zip(results), pair => Assert.Equal(pair.First == Settlement.Lost, pair.Second == "lost"));
            Assert.Equal(results, await RunTogetherAsync(worker, together));
            Assert.Equal(await RowsAsync(worker, alone), await RowsAsync(worker, together));
        }, line => TestContext.Current.TestOutputHelper?.WriteLine(line), iter: Lists, threads: 2, print: list => string.Join(", ", list));
    }

    private sealed record Begun(ClaimedPayments Payments, IReadOnlyList<PaymentSettlement> Items);

    private static async Task<Begun> BeginAsync(HostServices worker, List<Settlement> list)
    {
        var payments = await ClaimedPayments.AddAsync(
            worker, [.. list.Select(kind => kind == Settlement.Poisoned ? "poison@paytm" : "user@paytm")],
            list.Count % 4 == 0 ? null : "https://shop.example/", i => list[i] == Settlement.Reusable);
        await using var db = TestDatabase.Open(worker.Database);
        for (var i = 0; i < list.Count; i++)
        {
            var id = payments.Payments[i].Id;
            await (list[i] switch
            {
                Settlement.SettledBefore => db.Database.ExecuteSqlAsync($"""
                    UPDATE payments SET status = 'failed', error_code = 'x', error_reason = 'before', completed_at = now() WHERE id = {id.Value}
                    """),
                Settlement.Lost => db.Database.ExecuteSqlAsync($"UPDATE jobs SET fence = fence + 1 WHERE ref = {id.Value}"),
                _ => Task.FromResult(0),
            });
        }

        return new(payments, [.. list.Select((kind, i) => NewItem(payments, payments.Payments[i], kind))]);
    }

    private static PaymentSettlement NewItem(ClaimedPayments payments, Payment payment, Settlement kind) => new(
        kind == Settlement.ReportedTwice ? payments.Rescheduled(payment) : payments.Finished(payment),
        kind switch
        {
            Settlement.Declined => BankDecision.Declined("insufficient_funds", "bank"),
            Settlement.TimedOut => null,
            _ => BankDecision.Approved("bank"),
        },
        ClaimedPayments.Now);

    private static async Task<List<string>> RunOneByOneAsync(HostServices worker, Begun begun) =>
        (await worker.Get<SettlePaymentsStep>().RunOneByOneAsync(begun.Items)).Describe(Describe);

    private static async Task<List<string>> RunTogetherAsync(HostServices worker, Begun begun)
    {
        var holder = await ClaimedPayments.AddAsync(worker, ["holder@paytm"]);
        return (await worker.Get<SettlePaymentsStep>().RunTogetherAsync(
            NewItem(holder, holder.Payments[0], Settlement.Approved), begun.Items)).Describe(Describe);
    }

    private static string Describe(SettledPaymentResult result) => result.Payment is { } settled
        ? $"{settled.Payment.Status} {settled.Event?.Type} {settled.Outbox is not null} {settled.PaidOrder?.Status} {settled.Reversal?.Kind}"
        : "lost";

    private static async Task<List<string>> RowsAsync(HostServices worker, Begun begun)
    {
        await using var db = TestDatabase.Open(worker.Database);
        var rows = new List<string>();
        foreach (var payment in begun.Payments.Payments)
        {
            rows.Add(await db.Database.SqlQuery<string>($"""
                SELECT concat_ws(' ', p.status, p.error_code, p.error_reason, p.error_description, p.bank_reference,
                    p.completed_at = {ClaimedPayments.Now}, p.updated_at = {ClaimedPayments.Now}, o.status, o.amount_paid,
                    (SELECT concat('job ', state, attempt, fence, run_at = {ClaimedPayments.Now}, lease_owner) FROM jobs WHERE kind = 'payment' AND ref = p.id),
                    (SELECT concat('reversal ', state, run_at) FROM jobs WHERE kind = 'reversal' AND ref = p.id),
                    (SELECT string_agg(e.type || (x.id IS NOT NULL), ',') FROM events e LEFT JOIN event_outbox x ON x.event_id = e.id
                        WHERE e.subject_id = p.id)) AS "Value"
                FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.id = {payment.Id.Value}
                """).SingleAsync());
        }

        return rows;
    }
}
