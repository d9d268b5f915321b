using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PaymentGateway.Bench.Reports;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Bench.Load;

/// <summary>Merchants' servers in one process, each on a port of its own: they verify each webhook and answer 200.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Webhook> _webhooks = new();
    private readonly WebApplication _server;
    private int _repeated;
    private int _wrong;

    private WebhookReceiver(WebApplication server) => _server = server;

    public IReadOnlyList<string> Urls => [.. _server.Urls];

    /// <summary>Verified webhooks, each counted once.</summary>
    public int Verified => _webhooks.Count;

    public IEnumerable<string> EventIds => _webhooks.Keys;

    public IEnumerable<Webhook> Webhooks => _webhooks.Values;

    public static async Task<WebhookReceiver> StartAsync(int merchants = 1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. Enumerable.Repeat("http://127.0.0.1:0", merchants)]);
        var server = builder.Build();
        var receiver = new WebhookReceiver(server);
        server.MapPost("/", receiver.ReceiveAsync);
        await server.StartAsync();
        return receiver;
    }

    /// <summary>Every request had a valid signature, and no webhook was sent twice.</summary>
    public void Check(Report report, string scenario)
    {
        report.Check(scenario, _wrong == 0, $"{_wrong} webhooks had a wrong signature");
        report.Check(scenario, _repeated == 0, $"{_repeated} webhooks came twice");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        if (http.Request.Headers["X-Webhook-Signature"] != WebhookSignature.OfBody(SandboxMerchant.WebhookSecret, body))
        {
            Interlocked.Increment(ref _wrong);
        }
        else if (!_webhooks.TryAdd(http.Request.Headers["webhook-id"].ToString(), Read(body)))
        {
            Interlocked.Increment(ref _repeated);
        }

        await http.Response.WriteAsync("OK");
    }

    private static Webhook Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        return new(
            json.RootElement.GetProperty("event").GetString()!,
            json.RootElement.GetProperty("data").GetProperty("payment").GetProperty("id").GetString()!,
            Stopwatch.GetTimestamp());
    }

    /// <param name="VerifiedAt">As <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    internal sealed record Webhook(string Type, string PaymentId, long VerifiedAt);
}
