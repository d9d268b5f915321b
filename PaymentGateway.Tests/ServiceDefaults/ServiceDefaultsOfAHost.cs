using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Tests.ServiceDefaults;

public sealed class ServiceDefaultsOfAHost : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private WebApplication? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HealthStatus.Healthy, HttpStatusCode.OK, "healthy")]
    [InlineData(HealthStatus.Degraded, HttpStatusCode.OK, "degraded")]
    [InlineData(HealthStatus.Unhealthy, HttpStatusCode.ServiceUnavailable, "unhealthy")]
    public async Task Health_is_one_word_without_a_reason(HealthStatus status, HttpStatusCode expected, string word)
    {
        await StartAsync(() => new HealthCheckResult(status, "the database's password is wrong"));

        var answer = await _http.GetAsync("health", Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($$"""{"status":"{{word}}"}""", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_host_whose_database_is_away_is_alive_but_not_ready()
    {
        await StartAsync(() => HealthCheckResult.Unhealthy());

        var alive = await _http.GetAsync("alive", Cancel);
        var ready = await _http.GetAsync("ready", Cancel);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Theory]
    [InlineData("GET", 4)]
    [InlineData("POST", 1)]
    public async Task Only_what_changes_nothing_is_sent_again(string method, int calls)
    {
        var received = 0;
        await StartAsync(() => HealthCheckResult.Healthy(), app => app.Map("/busy", () =>
        {
            Interlocked.Increment(ref received);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }));
        var client = _host!.Services.GetRequiredService<IHttpClientFactory>().CreateClient("any");

        await client.SendAsync(new HttpRequestMessage(new(method), new Uri(_http.BaseAddress!, "busy")), Cancel);

        Assert.Equal(calls, received);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private async Task StartAsync(Func<HealthCheckResult> database, Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.Services.AddHealthChecks().AddCheck("database", database);
        builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);
        _host = builder.Build();
        _host.MapDefaultEndpoints();
        _host.MapHealthEndpoint();
        more?.Invoke(_host);
        await _host.StartAsync(Cancel);
        _http.BaseAddress = new Uri(_host.Urls.Single());
    }
}
