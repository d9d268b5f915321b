using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A row that another transaction holds delays its own payment and no other of the same batch.</summary>
[Collection(Alone.Name)]
public sealed class LockedRows(Servers servers)
{
    [Theory]
    [InlineData("orders")]
    [InlineData("merchants")]
    public async Task Payments_of_other_rows_are_created_while_one_row_is_locked(string table)
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var (delayed, other) = (await TestMerchant.CreateAsync(gateway), await TestMerchant.CreateAsync(gateway));
        var order = await delayed.CreateOrderAsync();
        var orders = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => other.CreateOrderAsync()));
        await Task.WhenAll(orders[..20].Select(id => PayAsync(other, id))); // warm
        var row = table == "orders" ? order : $"{delayed.Id}";
        await using var holder = await HeldLock.TakeAsync(gateway, $"SELECT 1 FROM {table} WHERE id::text = '{row}' FOR UPDATE");

        var started = Stopwatch.GetTimestamp();
        var locked = PayAsync(delayed, order);
        var others = await Task.WhenAll(orders[20..].Select(id => PayAsync(other, id)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        Assert.False(locked.IsCompleted); // so none of them has waited for the lock

        await holder.CommitAsync();
        (await locked).Expect(201);
        Assert.All(others, answer => answer.Expect(201));
        TestContext.Current.TestOutputHelper?.WriteLine($"20 payments in {elapsed.TotalMilliseconds:0} ms beside a lock");
    }

    private static Task<ApiAnswer> PayAsync(TestMerchant merchant, string order) =>
        merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "user@paytm" });
}
