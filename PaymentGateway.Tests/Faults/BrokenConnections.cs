using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>What <see cref="UnsteadyNetwork"/> does not measure: connections that all stall, and one that breaks early.</summary>
public sealed class BrokenConnections(Servers servers)
{
    [Fact]
    public async Task Control_connections_that_all_stall_do_fail_requests()
    {
        var payments = new PaymentsThroughAProxy(servers);

        await payments.PayAsync(share: 10, seconds: 2);

        Assert.Contains(503, payments.Statuses);
        Assert.DoesNotContain(500, payments.Statuses);
    }

    [Fact]
    public async Task A_connection_that_broke_before_any_use_of_a_statement_gives_no_500()
    {
        var (proxy, gateway) = await PaymentsThroughAProxy.StartAsync(servers, workers: 0, seed: 1);
        await using var endsLast = proxy;
        await using var endsFirst = gateway;
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = await merchant.PayAsync();

        for (var uses = 1; uses <= 8; uses++) // Npgsql prepares a statement at its fifth use on a connection
        {
            proxy.ResetAll();
            for (var use = 0; use < uses; use++)
            {
                (await merchant.GetAsync($"/api/v1/payments/{payment}")).Expect(200);
            }
        }
    }
}
