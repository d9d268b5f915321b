using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>A gateway that tells our collector everything, after one payment from click to webhook and what surrounds it.</summary>
[CollectionDefinition(nameof(WatchedGateway))]
public sealed class WatchedGateway(Servers servers) : IAsyncLifetime, ICollectionFixture<WatchedGateway>
{
    internal const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    // The worker's heartbeat comes every 3 s, all other polling that would be traced more often.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    private Gateway? _gateway;
    private OtlpCollector _collector = null!;

    internal Gateway Gateway => _gateway!;

    internal Receiver Shop { get; private set; } = null!;

    /// <summary>What was traced before the first request.</summary>
    internal IReadOnlyList<Span> IdleSpans { get; private set; } = [];

    /// <summary>Every message to the collector, its bytes as Latin-1.</summary>
    internal ConcurrentQueue<string> Exports { get; } = [];

    internal OtlpReadings Told { get; } = new();

    internal string PaymentId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync(Take);
        Shop = await Receiver.StartAsync();
        _gateway = await Gateway.StartAsync(servers, new GatewaySettings
        {
            OwnProcesses = OwnProcesses.All,
            Extra = new Dictionary<string, string?>(_collector.Settings) { ["Queue__WatchInterval"] = "00:00:00.200" },
        });
        await Task.Delay(Idle, TimeProvider.System, TestContext.Current.CancellationToken);
        IdleSpans = [.. Told.Spans];
        await LiveADayAsync(await TestMerchant.CreateAsync(_gateway, Shop.Url));
    }

    public async ValueTask DisposeAsync()
    {
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask); // null when it did not start
        await Shop.DisposeAsync();
        await _collector.DisposeAsync();
    }

    private void Take(string signal, byte[] export)
    {
        Exports.Enqueue(Encoding.Latin1.GetString(export));
        Told.Take(signal, export);
    }

    private async Task LiveADayAsync(TestMerchant merchant)
    {
        // The first of all may take longer than a request may, on a machine that does much else.
        await Eventually.BecomesTrueAsync(
            async () => await merchant.PostAsync("/api/v1/orders", new { amount = 500 }) is { Status: HttpStatusCode.Created } order
                && await merchant.PostAsync("/api/v1/payments", new { order_id = order.Text("id"), method = "upi", vpa = "success@sim" })
                    is { Status: HttpStatusCode.Created },
            "the gateway is warm");
        // As the checkout's page does it.
        using var click = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments/public")
        {
            Content = JsonContent.Create(new { order_id = await merchant.CreateOrderAsync(), method = "upi", vpa = "success@sim" }),
            Headers = { { "traceparent", $"00-{Trace}-00f067aa0ba902b7-01" } },
        };
        using var payer = merchant.Gateway.NewClient();
        PaymentId = (await ApiAnswer.ReadAsync(await payer.SendAsync(click))).Expect(201).Text("id");
        await merchant.SettledAsync(PaymentId);
        var key = Guid.NewGuid().ToString();
        for (var time = 0; time < 2; time++)
        {
            await Eventually.GetAsync(() => merchant.PostAsync($"/api/v1/payments/{PaymentId}/refunds", new { amount = 100 }, key),
                answer => answer.Status == HttpStatusCode.Created, "the refund is accepted");
        }

        await Eventually.BecomesTrueAsync(() => Shop.Of("refund.processed").Any(), "the shop hears of the refund");
    }
}
