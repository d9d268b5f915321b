using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>Bodies that arrive one byte at a time keep nobody else waiting and are not waited for.</summary>
public sealed class SlowUploads(Servers servers)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.4);
    private static readonly string Endless = new('x', 60_000);

    private static readonly Dictionary<string, string?> FewSlots = new()
    {
        ["Concurrency__Requests"] = "2",
        ["Concurrency__Queue"] = "40",
        ["Concurrency__PublicRequests"] = "2",
        ["Concurrency__PublicQueue"] = "40",
        ["Concurrency__LongestWait"] = "00:00:00.500",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slow_bodies_are_answered_408_and_others_are_served_as_ever(bool isByMerchant)
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0, Extra = FewSlots });
        var merchant = await TestMerchant.CreateAsync(gateway);
        var order = await merchant.CreateOrderAsync();
        using var shopper = gateway.NewClient();
        var head = isByMerchant ? Head("orders", merchant) : Head("payments/public");

        var started = Stopwatch.GetTimestamp();
        var uploads = Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SlowUpload.SendAsync(gateway.ApiAddresses[0], head, Endless, Interval)));
        var served = 0;
        while (!uploads.IsCompleted)
        {
            (await merchant.PostAsync("/api/v1/orders", new { amount = 1000 })).Expect(201);
            (await ApiAnswer.ReadAsync(await shopper.GetAsync($"/api/v1/orders/{order}/public"))).Expect(200);
            served++;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"{served} orders meanwhile, all connections closed after {elapsed.TotalSeconds:0.0} s");
        Assert.All(await uploads, answer => answer.ExpectError(408, "REQUEST_TIMEOUT"));
        Assert.All(await uploads, answer => Assert.Equal("close", answer.Header("Connection")));
        Assert.True(served > 10, $"{served}");
        Assert.InRange(elapsed.TotalSeconds, 1.9, 15);
    }

    [Fact]
    public async Task Bodies_over_the_limit_of_an_address_wait_unread_and_another_address_is_served()
    {
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            Workers = 0,
            Extra = new Dictionary<string, string?> { ["Concurrency__UploadsPerAddress"] = "3", ["Concurrency__BodyTimeout"] = "00:00:01" },
        });
        var merchant = await TestMerchant.CreateAsync(gateway);

        var uploads = Task.WhenAll(Enumerable.Range(0, 9).Select(_ => SlowUpload.SendAsync(
            gateway.ApiAddresses[0], Head("payments/public"), Endless, Interval, "127.1.0.20")));
        var other = await SlowUpload.SendAsync(
            gateway.ApiAddresses[0], Head("orders", merchant), """{"amount":1000}""", TimeSpan.FromMilliseconds(10), "127.1.0.21");

        other.Expect(201);
        // A waiting upload times out with its body and may get a slot just before: UploadLimits asserts the exact limit.
        Assert.All(await uploads, answer => Assert.Contains(answer.ErrorCode, new[] { "REQUEST_TIMEOUT", "SERVICE_UNAVAILABLE" }));
    }

    [Fact]
    public async Task Probes_and_paths_outside_of_the_api_take_no_slow_body_either()
    {
        var gateway = await servers.SharedGatewayAsync();

        var answers = await Task.WhenAll(new[] { "POST /health", "POST /nothing", "POST /api/v1/nothing", "PUT /api/v1/orders" }.Select(line =>
            SlowUpload.SendAsync(gateway.ApiAddresses[0], $"{line} HTTP/1.1\r\nHost: x", Endless, Interval)));

        Assert.All(answers, answer => Assert.Contains((int)answer.Status, new[] { 404, 405, 408 }));
        (await ApiAnswer.ReadAsync(await gateway.Api.GetAsync("/alive"))).Expect(200);
    }

    private static string Head(string path, TestMerchant? merchant = null) =>
        $"POST /api/v1/{path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json"
        + (merchant is null ? "" : $"\r\nX-Api-Key: {merchant.Credentials.Key}\r\nX-Api-Secret: {merchant.Credentials.Secret}")
        + (path == "orders" ? "\r\nConnection: close" : "");
}
