using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>While the API is away, checkout and dashboard log that once, and not each page that needed it.</summary>
public sealed class SitesWithoutGateway
{
    private const int Requests = 5;

    private readonly ConcurrentQueue<string> _log = new();
    private readonly string _api = $"http://127.0.0.1:{HostProcess.FreePort()}";

    [Theory]
    [InlineData("Checkout")]
    [InlineData("Dashboard")]
    public async Task An_API_that_is_away_is_one_line_and_another_when_it_responds_again(string name)
    {
        await using var site = await InProcessHost.StartAsync(name, new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["TEST_MODE"] = "true",
            ["services__api__http__0"] = _api,
            ["services__checkout__http__0"] = "http://localhost:3001",
        }, _log.Enqueue);

        await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => AskAsync(name, site.Address)));

        var line = Assert.Single(_log, line => line.Contains("does not respond", StringComparison.Ordinal));
        Assert.StartsWith("Warning: PaymentGateway.ServiceDefaults.Outages.UnansweredCalls api does not respond, failed calls: 1", line, StringComparison.Ordinal);
        Assert.Contains("   at ", line, StringComparison.Ordinal);
        await using var api = await StartApiAsync();
        await AskAsync(name, site.Address);
        Assert.Single(_log, line => line.EndsWith($"api responds again, failed calls: {Requests}", StringComparison.Ordinal));
        Assert.DoesNotContain(_log, line => line.Contains(": Polly", StringComparison.Ordinal) || line.Contains("unhandled", StringComparison.Ordinal));
    }

    /// <summary>One call of the API: the dashboard's is retried, the checkout's is not.</summary>
    private static async Task AskAsync(string name, Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var response = name == "Dashboard"
            ? await http.GetAsync(new Uri("/login", UriKind.Relative))
            : await http.PostAsJsonAsync(new Uri("/demo/orders", UriKind.Relative), new { quantity = 1 });
        Assert.Equal(name == "Dashboard" ? 200 : 503, (int)response.StatusCode);
    }

    // Any response is one.
    private async Task<WebApplication> StartApiAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_api);
        var api = builder.Build();
        await api.StartAsync();
        return api;
    }
}
