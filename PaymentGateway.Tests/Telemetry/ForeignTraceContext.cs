using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>Of a caller's trace context only the ids are taken: anything can be written into the rest of it.</summary>
[Collection(nameof(WatchedGateway))]
public sealed class ForeignTraceContext(WatchedGateway watched)
{
    private const string Trace = "7af92f3577b34da6a3ce929d0e0e4711";
    private const string Marker = "4242424242424242";

    private static readonly (string Name, string Value)[] Headers =
    [
        ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"), ("tracestate", $"a={Marker}"), ("baggage", $"card={Marker}"),
        ("Correlation-Context", $"card={Marker}"), ("Request-Id", $"|{Marker}.1"),
    ];

    private static readonly string[] Untrusted = ["tracestate", "baggage", "Correlation-Context", "Request-Id"];

    [Fact]
    public async Task The_api_exports_and_passes_on_no_tracestate_and_no_baggage()
    {
        var merchant = await TestMerchant.CreateAsync(watched.Gateway, watched.Shop.Url);
        var order = await merchant.CreateOrderAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments")
        {
            Content = JsonContent.Create(new { order_id = order, method = "upi", vpa = "success@sim" }),
        };
        AddTo(request);

        var payment = (await ApiAnswer.ReadAsync(await merchant.Http.SendAsync(request))).Expect(201).Text("id");

        await Eventually.BecomesTrueAsync(
            () => watched.Shop.Of("payment.success").Any(webhook => webhook.Body.Contains(payment, StringComparison.Ordinal)),
            "the shop hears of the payment");
        await ExpectCleanAsync(watched.Exports, "deliver webhook");
        Assert.All(watched.Shop.Received, webhook => Assert.Empty(webhook.Headers.Keys.Intersect(Untrusted, StringComparer.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("Checkout", "/checkout?order_id=order_anybodysOrder01")]
    [InlineData("Dashboard", "/login")]
    public async Task A_site_exports_and_passes_on_no_tracestate_and_no_baggage(string site, string path)
    {
        var exports = new ConcurrentQueue<string>();
        var heard = new ConcurrentQueue<string>();
        await using var collector = await OtlpCollector.StartAsync((_, export) => exports.Enqueue(Encoding.Latin1.GetString(export)));
        await using var api = await HeaderRecorder.StartAsync(
            headers => heard.Enqueue(string.Concat(headers.Select(header => $"\n{header.Key}: {header.Value}"))));
        var address = $"http://127.0.0.1:{HostProcess.FreePort()}";
        await using var host = await ServiceProcess.StartSiteAsync(site, address, new Dictionary<string, string?>(collector.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["TEST_MODE"] = "true",
            ["services__api__http__0"] = api.Urls.First(),
            ["services__checkout__http__0"] = "http://localhost:3001",
        });
        using var http = new HttpClient();

        // A site that has just started on a busy machine may give the API up before it has called it.
        await Eventually.BecomesTrueAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + path);
            AddTo(request);
            using var response = await http.SendAsync(request);
            return heard.Any(headers => headers.Contains(Trace, StringComparison.Ordinal));
        }, "the API is called in the trace");
        await ExpectCleanAsync(exports, "GET");
        Assert.All(heard, headers => Assert.DoesNotContain(Marker, headers, StringComparison.Ordinal));
        Assert.All(heard, headers => Assert.All(Untrusted, name => Assert.DoesNotContain($"\n{name}:", headers, StringComparison.OrdinalIgnoreCase)));
    }

    private static void AddTo(HttpRequestMessage request) =>
        Headers.ToList().ForEach(header => Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value)));

    // The trace's ids do arrive, so what does not arrive was left out.
    private static async Task ExpectCleanAsync(ConcurrentQueue<string> exports, string lastSpan)
    {
        var id = Encoding.Latin1.GetString(Convert.FromHexString(Trace));
        await Eventually.BecomesTrueAsync(
            () => exports.Any(export => export.Contains(id, StringComparison.Ordinal) && export.Contains(lastSpan, StringComparison.Ordinal)),
            $"the span {lastSpan} is exported", TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(exports, export => export.Contains(Marker, StringComparison.Ordinal));
    }
}
