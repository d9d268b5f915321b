using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Batching;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A row that another transaction holds delays its own payment and no other of the same batch.</summary>
public sealed class LockedRows(Servers servers)
{
    [Theory]
    [InlineData("orders")]
    [InlineData("merchants")]
    public async Task Payments_of_other_rows_are_created_while_one_row_of_their_batch_is_locked(string table)
    {
        await using var api = await HostServices.CreateAsync(servers, "Api");
        await using var db = TestDatabase.Open(api.Database);
        List<Order> orders = [.. await AddOrdersAsync(db, 1), .. await AddOrdersAsync(db, 20)];
        await api.Get<BatchQueue<PaymentCreation, IResult>>().RunAsync(
            NewCreation((await AddOrdersAsync(db, 1))[0]), CancellationToken.None); // compiles what is measured
        await using var holder = await db.Database.BeginTransactionAsync();
        await (table == "orders"
            ? db.Database.ExecuteSqlAsync($"SELECT 1 FROM orders WHERE id = {orders[0].Id.Value} FOR UPDATE")
            : db.Database.ExecuteSqlAsync($"SELECT 1 FROM merchants WHERE id = {orders[0].MerchantId.Value} FOR UPDATE"));

        var results = await HeldCreations.Of(api).ExpectFirstToWaitAsync(orders.ConvertAll(NewCreation), () => holder.CommitAsync());

        Assert.All(results, result => Assert.IsType<StoredJson>(result));
    }

    /// <summary>Orders of a merchant of their own.</summary>
    private static async Task<List<Order>> AddOrdersAsync(GatewayDb db, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var merchant = Merchant.Create("Locked", $"{Guid.NewGuid():N}@example.com", ApiCredentials.New(forTests: true), now);
        var orders = Enumerable.Range(0, count)
            .Select(_ => Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, now)).ToList();
        db.AddRange([merchant, .. orders]);
        await db.SaveChangesAsync();
        return orders;
    }

    private static PaymentCreation NewCreation(Order order) => new(
        new CreatePaymentRequest { OrderId = order.Id.Value }, new CardMethod("visa", "1111", null), _ => true,
        payment => $$"""{"id":"{{payment.Id}}"}""", Key: null);
}
