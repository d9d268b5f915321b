using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>A merchant's server: takes webhooks, remembers them, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedWebhook> Received { get; } = [];

    public string Url => _app.Urls.First() + "/webhook";

    /// <param name="answer">What to answer; 200 when absent.</param>
    public static async Task<Receiver> StartAsync(Func<HttpContext, ReceivedWebhook, Task>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A port of its own for the whole run: late retries of a receiver that has gone must not come to another.
        builder.WebHost.UseUrls($"http://127.0.0.1:{HostProcess.FreePort()}");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/webhook", async http =>
        {
            var webhook = await ReceivedWebhook.ReadAsync(http.Request);
            receiver.Received.Enqueue(webhook);
            await (answer?.Invoke(http, webhook) ?? http.Response.WriteAsync("OK"));
        });
        await app.StartAsync();
        return receiver;
    }

    public static Task<Receiver> AnsweringAsync(int status) => StartAsync((http, _) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public IEnumerable<ReceivedWebhook> Of(string eventName) => Received.Where(webhook => webhook.Event == eventName);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

internal sealed record ReceivedWebhook(string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string Event => Json.GetProperty("event").GetString()!;

    public string EventId => Headers["webhook-id"];

    public static async Task<ReceivedWebhook> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        return new ReceivedWebhook(body,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            TimeProvider.System.GetUtcNow());
    }

    public bool IsSignedWith(string secret) => Headers["X-Webhook-Signature"] == WebhookSignature.OfBody(secret, Body);
}
