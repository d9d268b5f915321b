using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>A batch runs again when its commit was not confirmed: what has been stored is not stored twice (I5).</summary>
public sealed class UnconfirmedCommits(Servers servers)
{
    [Fact]
    public async Task A_payment_that_was_stored_before_is_answered_and_not_created_again()
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

    private static PaymentCreation NewCreation(Order order) => new(
        new CreatePaymentRequest { OrderId = order.Id.Value }, new CardMethod("visa", "1111", null), _ => true,
        payment => $$"""{"id":"{{payment.Id}}"}""", Key: null);
}
