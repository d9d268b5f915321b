using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Waiting for a receiver holds no database connection: the smallest pool that can be set is enough.</summary>
public sealed class SmallestPool(Servers servers)
{
    [Fact]
    public async Task Deliveries_that_wait_for_their_receivers_hold_no_connection()
    {
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Extra = new Dictionary<string, string?> { ["Database__PoolSize"] = "5", ["Webhooks__Timeout"] = "00:00:30" },
        });
        var (waiting, areHeld) = (0, false);
        await using var receiver = await Receiver.StartAsync(async (http, _) =>
        {
            if (areHeld)
            {
                Interlocked.Increment(ref waiting);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            }
        });
        var merchants = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestMerchant.CreateAsync(gateway, receiver.Url)));
        var other = await TestMerchant.CreateAsync(gateway);
        await other.SettledAsync(await other.PayAsync());
        // So many that every pooled DbContext has been used for a claim.
        await Flood.AddAsync(gateway, merchants.Select(merchant => merchant.Id), eventsOfEach: 500);
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE state <> 'done'") == 0, "all are delivered");

        areHeld = true;
        await Flood.AddAsync(gateway, merchants.Select(merchant => merchant.Id), eventsOfEach: 10);
        await Eventually.BecomesTrueAsync(() => waiting == 30, "thirty deliveries are under way");
        var payment = await other.PayAsync();
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<string>(
            $"SELECT status AS \"Value\" FROM payments WHERE id = {payment}") == "success", "the payment is processed", TimeSpan.FromSeconds(2));

        Assert.Equal(30, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running'"));
    }
}
