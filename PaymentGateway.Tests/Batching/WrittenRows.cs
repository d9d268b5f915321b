using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>What a batch writes by SQL is what EF Core reads: a column that is forgotten or exchanged shows.</summary>
public sealed class WrittenRows(Servers servers)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 8, 15, 30, 123, TimeSpan.Zero);

    public static TheoryData<PaymentMethodKind> Methods => [PaymentMethodKind.Upi, PaymentMethodKind.Card];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Every_property_of_a_created_payment_and_of_what_belongs_to_it_is_stored(PaymentMethodKind method)
    {
        await using var api = await HostServices.CreateAsync(servers, "Api");
        using var request = new Activity("POST").Start();
        var creation = await NewCreationAsync(api, method);

        var result = await api.Get<BatchQueue<PaymentCreation, IResult>>().RunAsync(creation, TestContext.Current.CancellationToken);

        var created = creation.Created!;
        Assert.Same(created.Response, result);
        await using var db = TestDatabase.Open(api.Database);
        Assert.Equal(request.TraceId.ToHexString(), created.Payment.TraceId);
        StoredRow.ExpectSame(db, created.Payment, await db.Payments.SingleAsync());
        Assert.All(created.Events, each => StoredRow.ExpectSame(db, each, db.Events.Find(each.Id)!));
        Assert.All(created.Outbox, each => StoredRow.ExpectSame(db, each, db.EventOutbox.Single(o => o.EventId == each.EventId)));
        StoredRow.ExpectSame(db, created.Job, await db.Jobs.SingleAsync());
        StoredRow.ExpectSame(db, created.Record!, await db.IdempotencyKeys.SingleAsync());
        var order = await db.Orders.SingleAsync(o => o.Id == created.Order.Id);
        Assert.Equal((OrderStatus.Attempted, 1, created.Order.UpdatedAt.ToUnixTimeMilliseconds()),
            (order.Status, order.Attempts, order.UpdatedAt.ToUnixTimeMilliseconds()));
        Assert.Equal((2, 2), (created.Events.Count, created.Outbox.Count));
    }

    [Fact]
    public async Task Every_property_of_a_delivery_and_of_its_job_is_stored()
    {
        await using var api = await HostServices.CreateAsync(servers, "Api");
        await using var db = TestDatabase.Open(api.Database);
        var merchant = await db.Merchants.FirstAsync();
        var order = Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, Now);
        var payment = Payment.Create(order, new CardMethod("visa", "1111", null), Now);
        WebhookEvent[] events = [WebhookEvents.Test(merchant.Id, Now), WebhookEvents.PaymentCreated(payment, Now)];
        db.AddRange(events);
        await db.SaveChangesAsync();
        var deliveries = events.Select(WebhookDelivery.Create).ToList();
        var jobs = deliveries.Select(delivery => Job.DeliverWebhook(delivery, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")).ToList();

        await api.Get<BatchConnections>().RunAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { WebhookDeliverySql.Insert(deliveries), JobSql.Insert(jobs) } };
            return await batch.ExecuteNonQueryAsync();
        });

        await using var read = TestDatabase.Open(api.Database);
        Assert.All(deliveries, each => StoredRow.ExpectSame(read, each, read.WebhookLogs.Find(each.Id)!));
        Assert.All(jobs, each => StoredRow.ExpectSame(read, each, read.Jobs.Single(job => job.Ref == each.Ref)));
        Assert.Equal([true, false], jobs.Select(each => Job.IsAskedFor(read.Jobs.Single(job => job.Ref == each.Ref).RunAt)));
    }

    private static async Task<PaymentCreation> NewCreationAsync(HostServices api, PaymentMethodKind kind)
    {
        await using var db = TestDatabase.Open(api.Database);
        var merchant = Merchant.Create("Rows", "rows@example.com", ApiCredentials.New(forTests: true), Now);
        merchant.SendWebhooksTo("https://rows.example/");
        var order = Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, Now);
        db.AddRange(merchant, order);
        await db.SaveChangesAsync();
        Assert.True(Vpa.TryParse("rows@paytm", out var vpa));
        PaymentMethod method = kind == PaymentMethodKind.Upi ? new UpiMethod(vpa, "success") : new CardMethod("visa", "1111", "success");
        return new PaymentCreation(
            new CreatePaymentRequest { OrderId = order.Id.Value }, method, _ => true, payment => $$"""{"id":"{{payment.Id}}"}""",
            new IdempotencyKey(merchant.Id, Payer: true, "rows", [.. Enumerable.Range(0, 32).Select(n => (byte)n)]));
    }
}
