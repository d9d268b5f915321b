using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Tests.Live;

/// <summary>A gateway that is frozen, or behind a proxy that swallows everything, closes no connection to the dashboard.</summary>
public sealed class SilentGateway
{
    [Fact]
    public async Task A_stream_ends_after_three_heartbeats_were_missed()
    {
        var clock = new FakeTimeProvider();
        await using var gateway = await StartAsync("event: heartbeat\ndata: {\"live\":true}\n\n");
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()) };
        var client = new GatewayClient(http, new CurrentSession(), clock);
        var heard = new TaskCompletionSource<bool>();
        await using var changes = client.ReadChangesAsync(heard.SetResult, CancellationToken.None).GetAsyncEnumerator();
        var next = changes.MoveNextAsync().AsTask();
        Assert.True(await heard.Task);

        clock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<TimeoutException>(() => next);
    }

    [Fact]
    public async Task A_gateway_that_pushes_nothing_is_not_called_live()
    {
        await using var gateway = await StartAsync("event: heartbeat\ndata: {\"live\":false}\n\n");
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.First()) };
        var heard = new TaskCompletionSource<bool>();
        using var leaves = new CancellationTokenSource();
        await using var changes = new GatewayClient(http, new CurrentSession(), TimeProvider.System)
            .ReadChangesAsync(heard.SetResult, leaves.Token).GetAsyncEnumerator();

        var next = changes.MoveNextAsync().AsTask();

        Assert.False(await heard.Task);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static async Task<WebApplication> StartAsync(string events)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/api/v1/changes", async (HttpContext http) =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync(events);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await app.StartAsync();
        return app;
    }
}
