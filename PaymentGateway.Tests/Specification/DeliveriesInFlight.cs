using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>How many deliveries of one endpoint are under way at once depends on how fast it responds.</summary>
public sealed class DeliveriesInFlight(Servers servers)
{
    private const int Quarter = 40; // of the slots

    private int _delayMs;

    [Fact]
    public async Task The_limit_of_a_fast_endpoint_grows_to_256_and_falls_to_32_when_it_becomes_slow()
    {
        await using var receiver = await StartReceiverAsync();
        await using var gateway = await Gateway.StartAsync(servers);
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        Assert.Equal(32, await LimitAsync(gateway, merchant));

        await Flood.AddAsync(gateway, [merchant.Id], 400);
        await Eventually.GetAsync(() => LimitAsync(gateway, merchant), limit => limit == 256, "it has grown");

        Volatile.Write(ref _delayMs, 600);
        await Flood.AddAsync(gateway, [merchant.Id], 300);
        await Eventually.GetAsync(() => LimitAsync(gateway, merchant), limit => limit == 32, "it has fallen");
    }

    [Fact]
    public async Task One_merchant_has_at_most_a_quarter_of_the_slots_of_a_worker()
    {
        Volatile.Write(ref _delayMs, 300);
        await using var receiver = await StartReceiverAsync();
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Extra = new Dictionary<string, string?> { ["Queue__WebhookConcurrency"] = $"{4 * Quarter}" },
        });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await gateway.ExecuteAsync($"UPDATE webhook_endpoints SET max_in_flight = 256 WHERE merchant_id = {merchant.Id.Value}");

        await Flood.AddAsync(gateway, [merchant.Id], 5 * Quarter);
        var seen = await Eventually.GetAsync(
            () => gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs WHERE state = 'running'"), running => running >= Quarter, "the quarter is in use");

        Assert.Equal(Quarter, seen);
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 5 * Quarter, "all are delivered");
    }

    private static Task<int> LimitAsync(Gateway gateway, TestMerchant merchant) =>
        gateway.ScalarAsync<int>($"SELECT max_in_flight FROM webhook_endpoints WHERE merchant_id = {merchant.Id.Value}");

    private Task<Receiver> StartReceiverAsync() => Receiver.StartAsync(
        (http, _) => Task.Delay(TimeSpan.FromMilliseconds(Volatile.Read(ref _delayMs)), TimeProvider.System, http.RequestAborted));
}
