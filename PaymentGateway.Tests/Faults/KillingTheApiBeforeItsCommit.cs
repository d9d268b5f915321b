using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Payment, job, events and key are one transaction: an API that dies before its commit leaves none of them.</summary>
public sealed class KillingTheApiBeforeItsCommit(Servers servers)
{
    private const string Key = "killed before the commit";

    [Fact]
    public async Task A_payment_whose_api_was_killed_left_nothing_and_its_repetition_makes_one()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.Api, Apis = 2 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var order = await merchant.CreateOrderAsync();
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM orders WHERE id = {order}"));
        await using var holder = await HeldLock.TakeAsync(gateway, $"SELECT 1 FROM orders WHERE id = '{order}' FOR UPDATE");

        // The API has read, decided and begun to write; it waits for the order's row and has not committed.
        var lost = merchant.PostAsync("/api/v1/payments", Payment(order), Key);
        await HeldLock.IsWaitedForAsync(gateway, "orders");
        gateway.Apis[0].Kill();
        await gateway.Apis[0].Exited;
        await holder.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>($"""
            SELECT count(*) AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'
            """) == 0, "the server has noticed");
        Assert.Equal((0, 0, 0, 0), await CountAsync(gateway, merchant, order));

        using var other = merchant.NewClient(api: 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments")
        {
            Content = System.Net.Http.Json.JsonContent.Create(Payment(order)),
            Headers = { { "Idempotency-Key", Key } },
        };
        (await ApiAnswer.ReadAsync(await other.SendAsync(request))).Expect(201);

        Assert.Equal((1, 1, 2, 1), await CountAsync(gateway, merchant, order));
    }

    private static object Payment(string order) => new { order_id = order, method = "upi", vpa = "delay.60000@sim" };

    private static async Task<(long Payments, long Jobs, long Events, long Keys)> CountAsync(Gateway gateway, TestMerchant merchant, string order) => (
        await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM payments WHERE order_id = {order}"),
        await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM jobs WHERE kind = 'payment'"),
        await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM events WHERE merchant_id = {merchant.Id.Value}"),
        await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM idempotency_keys WHERE merchant_id = {merchant.Id.Value}"));
}
