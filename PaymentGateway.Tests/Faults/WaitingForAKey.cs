using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Requests that wait for an equal one to end do no work, and keep nobody else from theirs.</summary>
[Collection(Alone.Name)]
public sealed class WaitingForAKey(Servers servers)
{
    [Fact]
    public async Task Three_thousand_requests_with_one_key_are_one_order_and_other_callers_are_served()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var (merchant, other) = (await TestMerchant.CreateAsync(gateway), await TestMerchant.CreateAsync(gateway));
        await Stampede.RunAsync(merchant, apis: 1, requests: 40, parallel: 4, _ => new("/api/v1/orders", new { amount = 1000 })); // warm
        await other.CreateOrderAsync();

        var repeats = Stampede.RunAsync(merchant, apis: 1, requests: 3000, parallel: 300,
            _ => new Stampede.Request("/api/v1/orders", new { amount = 2000 }, "one"));
        var served = 0;
        while (!repeats.IsCompleted)
        {
            await other.CreateOrderAsync();
            served++;
        }

        var answers = await repeats;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answers.Count(answer => (int)answer.Status == 409)} of 3,000 were told to come back, {served} orders of another merchant meanwhile");
        Assert.All(answers, answer => Assert.Contains((int)answer.Status, new[] { 201, 409 }));
        Assert.All(answers.Where(answer => (int)answer.Status == 409), answer => Assert.Equal("1", answer.Header("Retry-After")));
        Assert.Single(answers.Where(answer => (int)answer.Status == 201).Select(answer => answer.Body).Distinct());
        Assert.Equal(1, await gateway.ScalarAsync<long>($"SELECT count(*) FROM idempotency_keys"));
    }

    [Fact]
    public async Task Requests_that_wait_for_a_key_hold_no_slot()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0, Extra = FewSlots("Requests") });
        var (merchant, other) = (await TestMerchant.CreateAsync(gateway), await TestMerchant.CreateAsync(gateway));
        await merchant.CreateOrderAsync();
        (await other.GetAsync("/api/v1/merchant/config")).Expect(200);
        await using var holder = await HeldLock.TakeAsync(gateway, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");

        var repeats = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => merchant.PostAsync("/api/v1/orders", new { amount = 1000 }, "one")));
        var served = 0;
        while (!repeats.IsCompleted)
        {
            (await other.GetAsync("/api/v1/merchant/config")).Expect(200);
            served++;
        }

        var answers = await repeats;
        Assert.True(served > 10, $"{served}");
        Assert.Contains(answers, answer => (int)answer.Status == 409);
        Assert.All(answers.Where(answer => (int)answer.Status == 409), answer => answer.ExpectError(409, "IDEMPOTENCY_KEY_IN_USE"));
    }

    [Fact]
    public async Task Log_ins_that_wait_for_one_of_the_same_address_hold_no_slot()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0, Extra = FewSlots("PublicRequests") });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var order = await merchant.CreateOrderAsync();
        using var shopper = gateway.NewClient();
        await using var holder = await HeldLock.TakeAsync(gateway, "LOCK TABLE merchants IN ACCESS EXCLUSIVE MODE");

        var logIns = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => merchant.PostAsync("/api/v1/auth/login", new { email = "a@b.c", password = "wrong" })));
        var served = 0;
        while (!logIns.IsCompleted)
        {
            (await ApiAnswer.ReadAsync(await shopper.GetAsync($"/api/v1/payments/pay_nobodyKnowsThis/public"))).Expect(404);
            served++;
        }

        Assert.True(served > 10, $"{served} looks at order {order}");
        Assert.Contains(await logIns, answer => (int)answer.Status == 429);
    }

    private static Dictionary<string, string?> FewSlots(string of) => new()
    {
        [$"Concurrency__{of}"] = "3",
        [$"Concurrency__{of.Replace("Requests", "Queue", StringComparison.Ordinal)}"] = "60",
        ["Concurrency__LongestWait"] = "00:00:00.300",
    };
}
