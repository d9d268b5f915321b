using System.Diagnostics;
using System.Net.Http.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>More work than there are hands: some is done, the rest is told to come back, and nothing hangs.</summary>
[Collection(Alone.Name)]
public sealed class TooMuchAtOnce(Servers servers)
{
    private static readonly Dictionary<string, string?> FewHands = new()
    {
        ["Concurrency__Requests"] = "2",
        ["Concurrency__Queue"] = "2",
        ["Concurrency__PublicRequests"] = "2",
        ["Concurrency__PublicQueue"] = "2",
        ["Concurrency__LongestWait"] = "00:00:00.300",
    };

    [Fact]
    public async Task Who_finds_every_hand_busy_is_told_to_come_back_and_streams_keep_no_hand()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0, Extra = FewHands });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var payment = await merchant.PayAsync();

        var streams = new List<HttpResponseMessage>();
        for (var number = 0; number < 6; number++)
        {
            streams.Add(await merchant.Http.GetAsync(
                $"/api/v1/payments/{payment}/public/events", HttpCompletionOption.ResponseHeadersRead));
        }

        Assert.All(streams, stream => Assert.Equal(200, (int)stream.StatusCode));
        (await merchant.GetAsync("/api/v1/orders")).Expect(200);

        await using (await HeldLock.TakeAsync(gateway, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"))
        {
            var started = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
                (Answer: await merchant.GetAsync("/api/v1/orders"), After: Stopwatch.GetElapsedTime(started))));

            Assert.All(answers, each => each.Answer.ExpectError(503, "SERVICE_UNAVAILABLE"));
            Assert.All(answers, each => Assert.Equal("1", each.Answer.Header("Retry-After")));
            // Two had a hand, and gave up the table after two seconds.
            Assert.Equal(10, answers.Count(each => each.After < TimeSpan.FromSeconds(1.5)));
        }

        (await merchant.GetAsync("/api/v1/orders")).Expect(200);
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public Task A_row_that_somebody_holds_is_not_waited_for_long() => Task.WhenAll(
        RowThatIsHeldAsync("payments", "/api/v1/payments/{0}/capture"), RowThatIsHeldAsync("orders", "/api/v1/payments"));

    [Fact]
    public async Task Two_thousand_requests_at_once_over_twenty_connections_are_all_answered()
    {
        var settings = new GatewaySettings { Workers = 0, Extra = new Dictionary<string, string?> { ["Database__PoolSize"] = "20", ["Concurrency__Requests"] = "40" } };
        await using var gateway = await Gateway.StartAsync(servers, settings);
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.CreateOrderAsync(); // a server that has been asked before
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = gateway.ApiAddresses[0] };
        client.DefaultRequestHeaders.Add("X-Api-Key", merchant.Credentials.Key);
        client.DefaultRequestHeaders.Add("X-Api-Secret", merchant.Credentials.Secret);

        var started = Stopwatch.GetTimestamp();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 2000).Select(async _ =>
        {
            using var response = await client.PostAsJsonAsync("/api/v1/orders", new { amount = 1000 });
            return (int)response.StatusCode;
        }));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{statuses.Count(status => status == 201)} orders and {statuses.Count(status => status == 503)} refusals in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.All(statuses, status => Assert.Contains(status, new[] { 201, 503 }));
        Assert.Equal(1 + statuses.Count(status => status == 201), (await merchant.GetAsync("/api/v1/orders")).Expect(200).Number("total"));
        Assert.Contains(201, statuses);
    }

    private async Task RowThatIsHeldAsync(string table, string path)
    {
        var merchant = await servers.NewMerchantAsync();
        var payment = await merchant.PaidAsync();
        var order = await merchant.CreateOrderAsync();
        var held = table == "orders" ? order : payment;
        await using var holder = await HeldLock.TakeAsync(merchant.Gateway, $"SELECT 1 FROM {table} WHERE id = '{held}' FOR UPDATE");

        var started = Stopwatch.GetTimestamp();
        var answer = await merchant.PostAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, payment),
            table == "orders" ? new { order_id = order, method = "upi", vpa = "user@paytm" } : null);

        answer.ExpectError(503, "SERVICE_UNAVAILABLE");
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1.9, 3.5);
    }
}
