using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>
/// A reverse proxy without sticky sessions: each request and each WebSocket goes to the next server, under that server's own
/// Host. The browser's is in <c>X-Forwarded-Host</c>.
/// </summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private static readonly string[] NotForwarded = ["Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Upgrade"];

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private int _requests;
    private int _sockets;

    private RoundRobinProxy(WebApplication app, string[] servers) => (_app, Servers) = (app, servers);

    /// <summary>May be replaced at any time.</summary>
    public string[] Servers { get; set; }

    /// <summary>Of WebSockets alone; null: all servers.</summary>
    public string[]? SocketServers { get; set; }

    /// <summary>What a response that has come waits for before it is passed on, by the path; null: nothing.</summary>
    public Func<string, Task>? Hold { get; set; }

    /// <summary>What went where: the server, a space, the path.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Address => $"http://localhost:{new Uri(_app.Urls.First()).Port}";

    public static async Task<RoundRobinProxy> StartAsync(params string[] servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new RoundRobinProxy(app, servers);
        app.UseWebSockets();
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)); // open WebSockets need not finish
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        var server = http.WebSockets.IsWebSocketRequest
            ? Next(SocketServers ?? Servers, ref _sockets)
            : Next(Servers, ref _requests);
        Requests.Enqueue($"{server} {http.Request.Path}");
        var address = new Uri(server + http.Request.GetEncodedPathAndQuery());
        try
        {
            await (http.WebSockets.IsWebSocketRequest ? ForwardSocketAsync(http, address) : ForwardRequestAsync(http, address));
        }
        catch (HttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            http.Abort();
        }
    }

    private static string Next(string[] servers, ref int turn) => servers[(uint)Interlocked.Increment(ref turn) % servers.Length];

    private async Task ForwardRequestAsync(HttpContext http, Uri address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), address);
        if (http.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody)
        {
            request.Content = new StreamContent(http.Request.Body);
        }

        foreach (var (name, value) in ForwardedHeaders(http))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        await (Hold?.Invoke(http.Request.Path) ?? Task.CompletedTask);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !NotForwarded.Contains(header.Key)))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static async Task ForwardSocketAsync(HttpContext http, Uri address)
    {
        using var server = new ClientWebSocket();
        server.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in ForwardedHeaders(http).Where(header => !header.Name.StartsWith("Sec-WebSocket", StringComparison.OrdinalIgnoreCase)))
        {
            server.Options.SetRequestHeader(name, value);
        }

        try
        {
            await server.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, http.RequestAborted);
        }
        catch (WebSocketException) when ((int)server.HttpStatusCode > 0)
        {
            http.Response.StatusCode = (int)server.HttpStatusCode;
            return;
        }

        if (server.HttpResponseHeaders?.TryGetValue("Set-Cookie", out var cookies) == true)
        {
            http.Response.Headers.SetCookie = cookies.ToArray();
        }

        using var browser = await http.WebSockets.AcceptWebSocketAsync();
        await Task.WhenAny(CopyAsync(browser, server, http.RequestAborted), CopyAsync(server, browser, http.RequestAborted));
        http.Abort();
    }

    private static IEnumerable<(string Name, string Value)> ForwardedHeaders(HttpContext http) =>
    [
        .. http.Request.Headers.Where(header => !NotForwarded.Contains(header.Key)).Select(header => (header.Key, header.Value.ToString())),
        ("X-Forwarded-Host", http.Request.Host.Value!),
        ("X-Forwarded-Proto", http.Request.Scheme),
        ("X-Forwarded-For", http.Connection.RemoteIpAddress!.ToString()),
    ];

    private static async Task CopyAsync(WebSocket from, WebSocket to, CancellationToken cancel)
    {
        var buffer = new byte[16384];
        while (true)
        {
            var received = await from.ReceiveAsync(buffer, cancel);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            await to.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, cancel);
        }
    }
}
