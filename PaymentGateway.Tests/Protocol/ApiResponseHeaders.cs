using System.Text;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Protocol;

/// <summary>Every response of the API tells browsers not to guess its type, frame it or pass its address on.</summary>
public sealed class ApiResponseHeaders(Servers servers)
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("GET", "/health", 200)]
    [InlineData("GET", "/alive", 200)]
    [InlineData("GET", "/ready", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/openapi/v1.yaml", 200)]
    [InlineData("GET", "/api/v1/orders", 200)]
    [InlineData("GET", "/api/v1/payments/export", 200)]
    [InlineData("GET", "/api/v1/changes", 200)]
    [InlineData("HEAD", "/api/v1/orders", 200)]
    [InlineData("POST", "/api/v1/orders", 201)]
    [InlineData("POST", "/api/v1/merchant/webhook/test", 400)]
    [InlineData("GET", "/api/v1/orders?limit=none", 400)]
    [InlineData("GET", "/api/v1/payments/pay_none", 404)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("HEAD", "/nowhere", 404)]
    [InlineData("DELETE", "/api/v1/orders", 405)]
    [InlineData("OPTIONS", "/api/v1/orders", 204)]
    public async Task Every_response_carries_the_three_headers(string method, string path, int status)
    {
        var merchant = await servers.NewMerchantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (method == "POST")
        {
            request.Content = new StringContent("""{"amount":1000}""", Encoding.UTF8, "application/json");
        }

        if (method == "OPTIONS")
        {
            request.Headers.Add("Origin", "https://anybody.example");
            request.Headers.Add("Access-Control-Request-Method", "GET");
        }

        using var response = await merchant.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(status, (int)response.StatusCode);
        ExpectHeaders(response, Policy);
    }

    [Fact]
    public async Task Missing_credentials_get_the_three_headers()
    {
        var gateway = await servers.SharedGatewayAsync();

        using var response = await gateway.Api.GetAsync(new Uri("/api/v1/orders", UriKind.Relative));

        Assert.Equal(401, (int)response.StatusCode);
        ExpectHeaders(response, Policy);
    }

    [Fact]
    public async Task A_database_outage_gets_the_three_headers()
    {
        var nowhere = "Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=1";
        await using var api = await InProcessHost.StartAsync(
            "Api", new GatewaySettings().EnvironmentFor(nowhere, "127.0.0.1:1"));
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(api.Address, "/api/v1/orders"));

        Assert.Equal(503, (int)response.StatusCode);
        ExpectHeaders(response, Policy);
    }

    [Fact]
    public async Task The_reference_page_keeps_its_own_content_policy()
    {
        var gateway = await servers.SharedGatewayAsync();

        using var response = await gateway.Api.GetAsync(new Uri("/scalar", UriKind.Relative));

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        ExpectHeaders(response, policy);
    }

    private static void ExpectHeaders(HttpResponseMessage response, string policy)
    {
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal(policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
    }
}
