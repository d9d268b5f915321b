using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A worker runs only jobs whose ids it has read from a stream; what needs no stream goes on without.</summary>
public sealed class UnreadableStreams(Servers servers)
{
    private const int Payments = 5;

    [Fact]
    public async Task No_job_runs_while_nothing_can_be_read_and_all_run_afterwards()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers);
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await gateway.RedisAsync("ACL SETUSER default -xreadgroup");

        var payments = await Task.WhenAll(Enumerable.Range(0, Payments).Select(_ => merchant.PayAsync()));
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE dispatched_at IS NOT NULL") == 3 * Payments, "all jobs have been sent, two deliveries of each payment too");

        Assert.Equal(0, await gateway.ScalarAsync<long>($"SELECT sum(fence)::bigint FROM jobs"));
        Assert.Empty(receiver.Received);
        await gateway.RedisAsync("ACL SETUSER default +xreadgroup");
        await Task.WhenAll(payments.Select(payment => merchant.SettledAsync(payment)));
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == 3 * Payments, "all are told");
    }

    [Fact]
    public async Task Jobs_that_could_not_be_added_to_a_stream_are_not_marked_and_are_sent_as_soon_as_that_is_possible()
    {
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Extra = new Dictionary<string, string?> { ["Queue__RedispatchAfter"] = "00:10:00", ["Queue__ClaimGrace"] = "00:10:00" },
        });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PaidAsync();
        await gateway.RedisAsync("ACL SETUSER default -xadd");

        var payment = await merchant.PayAsync();
        await Eventually.BecomesTrueAsync(async () => await gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE dispatch_count > 0 AND dispatched_at IS NULL") == 1, "it was marked, and is no longer");
        await gateway.RedisAsync("ACL SETUSER default +xadd");

        Assert.Equal("success", (await merchant.SettledAsync(payment)).GetProperty("status").GetString());
    }
}
