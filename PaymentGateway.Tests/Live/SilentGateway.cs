using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Live;

/// <summary>A gateway that is frozen, or behind a proxy that swallows everything, closes no connection to the dashboard.</summary>
public sealed class SilentGateway
{
    private const string IsLive = "event: heartbeat\ndata: {\"live\":true}\n\n";
    private const string IsNotLive = "event: heartbeat\ndata: {\"live\":false}\n\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _heartbeats = Channel.CreateUnbounded<bool>();

    [Fact]
    public async Task A_stream_ends_45_s_after_its_last_heartbeat()
    {
        var clock = new FakeTimeProvider();
        await using var gateway = await StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()) };
        await using var changes = Read(http, clock, CancellationToken.None);
        var next = changes.MoveNextAsync().AsTask();
        for (var heartbeat = 0; heartbeat < 3; heartbeat++)
        {
            Assert.True(await SendAsync(IsLive));
            clock.Advance(TimeSpan.FromSeconds(44));
        }

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Same(next, await Task.WhenAny(next, Task.Delay(Patience, TimeProvider.System, TestContext.Current.CancellationToken)));
        await Assert.ThrowsAsync<TimeoutException>(() => next);
    }

    [Fact]
    public async Task A_gateway_that_pushes_nothing_is_not_called_live()
    {
        await using var gateway = await StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()) };
        using var leaves = new CancellationTokenSource();
        await using var changes = Read(http, TimeProvider.System, leaves.Token);

        var next = changes.MoveNextAsync().AsTask();

        Assert.False(await SendAsync(IsNotLive));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private IAsyncEnumerator<Change> Read(HttpClient http, TimeProvider clock, CancellationToken cancel) =>
        new GatewayClient(
            http, new CurrentSession { Session = new MerchantSession(SampleSession.New(clock)) }, Options.Create(new SessionLimits()), clock)
            .ReadChangesAsync(isLive => _heartbeats.Writer.TryWrite(isLive), cancel).GetAsyncEnumerator(CancellationToken.None);

    /// <returns>Whether the client takes the gateway for live by this heartbeat.</returns>
    private async Task<bool> SendAsync(string heartbeat)
    {
        _events.Writer.TryWrite(heartbeat);
        return await _heartbeats.Reader.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/api/v1/changes", async (HttpContext http) =>
        {
            http.Response.ContentType = "text/event-stream";
            await foreach (var heartbeat in _events.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync(heartbeat);
                await http.Response.Body.FlushAsync();
            }
        });
        await app.StartAsync();
        return app;
    }
}
