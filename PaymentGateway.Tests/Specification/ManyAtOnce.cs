using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

[Collection(Alone.Name)]
public sealed class ManyAtOnce(Servers servers)
{
    private static readonly int Requests = Volume.Of(2_000, full: 10_000);

    [Fact]
    public async Task Thousands_of_equal_requests_with_one_key_are_one_payment()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Apis = 2, Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = new { order_id = await merchant.CreateOrderAsync(), method = "upi", vpa = "success@sim" };
        await Stampede.RunAsync(merchant, apis: 2, requests: 40, parallel: 4, _ => new("/api/v1/orders", new { amount = 1000 })); // warm

        var started = Stopwatch.GetTimestamp();
        var answers = await Stampede.RunAsync(merchant, apis: 2, requests: Requests, parallel: 256,
            _ => new Stampede.Request("/api/v1/payments", payment, "stampede"));

        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, "
            + $"{answers.Count(answer => (int)answer.Status == 409)} of {Requests} were told to come back");
        Assert.All(answers, answer => Assert.Contains((int)answer.Status, new[] { 201, 409 }));
        Assert.Single(answers.Where(answer => (int)answer.Status == 201).Select(answer => answer.Body).Distinct());
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM payments"));
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM jobs"));
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM idempotency_keys"));
    }

    [Fact]
    public async Task Of_twenty_refunds_of_thirty_percent_at_once_three_are_accepted()
    {
        const int refundsEach = 20;
        var payments = Volume.Of(40, full: 200);
        await using var gateway = await Gateway.StartAsync(servers, new() { ProcessingDelay = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var paid = new List<string>();
        foreach (var batch in Enumerable.Range(0, payments).Chunk(20))
        {
            paid.AddRange(await Task.WhenAll(batch.Select(_ => merchant.PayAsync(amount: 1000))));
        }

        await Eventually.GetAsync(() => gateway.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE status = 'success'"),
            count => count == payments, "all are paid", TimeSpan.FromSeconds(60));

        var answers = await Stampede.RunAsync(merchant, apis: 1, requests: payments * refundsEach, parallel: 40,
            number => new Stampede.Request($"/api/v1/payments/{paid[number / refundsEach]}/refunds", new { amount = 300 }));

        Assert.All(answers, answer => Assert.Contains((int)answer.Status, new[] { 201, 400 }));
        Assert.All(answers.Chunk(refundsEach), ofOnePayment => Assert.Equal(3, ofOnePayment.Count(answer => (int)answer.Status == 201)));
        Assert.Equal(0, await gateway.ScalarAsync<long>($"""
            SELECT count(*) FROM payments p WHERE refund_reserved <> 900
                OR refund_reserved <> (SELECT sum(amount) FROM refunds r WHERE r.payment_id = p.id)
            """));
    }

    [Fact]
    public async Task Of_fifty_payments_of_one_order_at_once_one_is_accepted()
    {
        var merchant = await servers.NewMerchantAsync();
        var order = await merchant.CreateOrderAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            merchant.PostAsync("/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" })));

        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.Equal(49, answers.Count(answer => (int)answer.Status == 409));
    }

    [Fact]
    public async Task Fifty_different_requests_with_one_key_at_once_have_one_effect()
    {
        var merchant = await servers.NewMerchantAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            merchant.PostAsync("/api/v1/orders", new { amount = 1000 + number }, "race")));

        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.Equal(49, answers.Count(answer => (int)answer.Status is 422 or 409));
        Assert.Equal(1, (await merchant.GetAsync("/api/v1/orders")).Number("total"));
    }
}
