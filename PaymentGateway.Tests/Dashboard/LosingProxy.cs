using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A line to the gateway on which every request arrives, and the first answer gets lost.</summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _gateway;

    private LosingProxy(WebApplication app, Uri gateway) => (_app, _gateway) = (app, new HttpClient { BaseAddress = gateway });

    public ConcurrentQueue<string> Keys { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<LosingProxy> StartAsync(Uri gateway)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new LosingProxy(app, gateway);
        app.Run(proxy.PassOnAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _gateway.Dispose();
    }

    private async Task PassOnAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path)
        {
            Content = new StreamContent(http.Request.Body),
        };
        request.Content.Headers.Add("Content-Type", http.Request.ContentType);
        foreach (var name in new[] { "X-Api-Key", "X-Api-Secret", "Idempotency-Key" })
        {
            request.Headers.Add(name, http.Request.Headers[name].ToString());
        }

        using var answer = await _gateway.SendAsync(request);
        Keys.Enqueue(http.Request.Headers["Idempotency-Key"].ToString());
        if (Keys.Count == 1)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = "application/json";
        await answer.Content.CopyToAsync(http.Response.Body);
    }
}
