using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>A batch runs again when its commit was not confirmed: what has been stored is not stored twice (I5).</summary>
public sealed class UnconfirmedCommits(Servers servers)
{
    [Fact]
    public async Task A_retry_of_a_stored_payment_returns_its_response_and_creates_none()
    {
        await using var api = await HostServices.CreateAsync(servers, "Api");
        await using var db = TestDatabase.Open(api.Database);
        var order = await db.Orders.AsNoTracking().FirstAsync(o => o.Reusable); // nothing else keeps a second payment out
        var step = api.Get<CreatePaymentBatch>();
        var (stored, other) = (NewCreation(order), NewCreation(order));

        var first = await step.RunAsync([stored], waitsForLocks: false);
        var again = await step.RunAsync([stored, other], waitsForLocks: false);

        Assert.Same(Assert.Single(first), again[0]);
        Assert.Equal(2, await db.Payments.CountAsync(p => p.OrderId == order.Id));
    }

    [Fact]
    public async Task A_retry_that_meets_its_own_late_commit_returns_its_response_and_creates_none()
    {
        await using var api = await HostServices.CreateAsync(servers, "Api");
        await using var db = TestDatabase.Open(api.Database);
        var order = await db.Orders.AsNoTracking().FirstAsync(o => o.Reusable);
        var creation = NewCreation(order);
        creation.Decide(new PayableOrder(order, "", IsMerchantActive: true, WebhookUrl: null, IsLocked: true), TimeProvider.System.GetUtcNow());
        var first = creation.Created!;
        await using var commit = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        db.Payments.Add(first.Payment);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        var next = api.Get<CreatePaymentBatch>().RunAsync([creation], waitsForLocks: false);
        await using var watch = TestDatabase.Open(api.Database);
        await Eventually.BecomesTrueAsync(async () => await watch.Database.SqlQuery<bool>($"""
            SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS "Value"
            """).SingleAsync(), "the next try waits for the commit");
        await commit.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first.Response, Assert.Single(await next));
        Assert.Equal(1, await watch.Payments.CountAsync(p => p.OrderId == order.Id));
    }

    private static PaymentCreation NewCreation(Order order) => new(
        new CreatePaymentRequest { OrderId = order.Id.Value }, new CardMethod("visa", "1111", null), _ => true,
        payment => $$"""{"id":"{{payment.Id}}","created_at":"{{payment.CreatedAt:O}}"}""", Key: null);
}
