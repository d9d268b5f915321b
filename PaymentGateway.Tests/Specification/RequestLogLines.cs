using System.Net.Http.Json;
using PaymentGateway.Tests.Support;
using Xunit.Sdk;

namespace PaymentGateway.Tests.Specification;

/// <summary>A failed request has one line in the log, with its route and its id, and nothing that its caller typed.</summary>
public sealed class RequestLogLines(LoggedApi logged, Servers servers) : IClassFixture<LoggedApi>
{
    private const string Typed = "typed-by-the-caller";
    private const string Number = "4111111111111111";

    [Fact]
    public async Task A_failed_request_is_one_line_with_method_route_id_and_request_id()
    {
        var merchant = await TestMerchant.CreateAsync(logged.Gateway);
        await logged.Gateway.ExecuteAsync($"ALTER TABLE refunds RENAME TO refunds_elsewhere");
        const string Refund = "rfnd_K9pL2mN4oQ5r8sTv";

        var list = await SendAsync(merchant, HttpMethod.Get, "/api/v1/refunds", 500);
        var one = await SendAsync(merchant, HttpMethod.Get, $"/api/v1/refunds/{Refund}", 500);

        Assert.StartsWith($"Error: PaymentGateway.Api GET /api/v1/refunds for {merchant.Id} failed: 500 in ", list, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Error: PaymentGateway.Api GET /api/v1/refunds/{{id}} {Refund} for {merchant.Id} failed: 500 in ", one, StringComparison.Ordinal);
        Assert.All([list, one], line => Assert.Contains("Npgsql.PostgresException", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/api/v1/payments?limit=none", 400, "GET /api/v1/payments for ")] // by way of an exception
    [InlineData("GET", "/api/v1/payments/" + Typed, 404, "GET /api/v1/payments/{id} for ")]
    [InlineData("GET", "/api/v1/payments/" + Number, 404, "GET /api/v1/payments/{id} for ")]
    [InlineData("GET", "/api/v1/" + Typed, 404, "GET (no route) for ")]
    [InlineData("DELETE", "/api/v1/orders?" + Typed, 405, "DELETE (no route) for ")]
    [InlineData("TYPED-BY-THE-CALLER", "/api/v1/orders", 405, "(other method) (no route) for ")]
    public async Task A_refused_request_is_one_line_without_what_its_caller_typed(string method, string path, int status, string name)
    {
        var merchant = await TestMerchant.CreateAsync(logged.Gateway);

        var line = await SendAsync(merchant, new HttpMethod(method), path, status);

        Assert.Contains($"PaymentGateway.Api {name}{merchant.Id}: {status} in ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Number, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_over_the_limit_is_one_line_with_the_address_of_its_caller()
    {
        var merchant = await TestMerchant.CreateAsync(logged.Gateway);
        var requests = Enumerable.Range(0, LoggedApi.Burst).Select(_ => merchant.GetAsync("/api/v1/orders"));
        Assert.All(await Task.WhenAll(requests), response => response.Expect(200));

        var line = await SendAsync(merchant, HttpMethod.Get, "/api/v1/orders", 429);

        Assert.StartsWith($"Warning: PaymentGateway.Api GET /api/v1/orders for {merchant.Id} failed: 429 in ", line, StringComparison.Ordinal);
        Assert.EndsWith("127.0.0.1.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_log_in_has_its_request_id_in_the_line_that_says_why()
    {
        using var http = logged.Gateway.NewClient();

        var response = await Eventually.GetAsync(
            async () => await ApiAnswer.ReadAsync(await http.PostAsJsonAsync("/api/v1/auth/login", new { email = "nobody@example.com", password = "a guess" })),
            answer => (int)answer.Status != 503, "the gateway is not too busy to hash a password");

        var id = response.ExpectError(401, "AUTHENTICATION_ERROR").Header("X-Request-Id")!;
        await Eventually.BecomesTrueAsync(
            () => LinesOf(id).Any(line => line.Contains("failed to log in", StringComparison.Ordinal)), "the log says why");
    }

    [Fact]
    public async Task A_request_to_a_database_without_tables_is_one_line_that_says_what_to_do()
    {
        var response = (await GetWithoutTablesAsync()).Expect(503);

        var line = await LineOfAsync(response.Header("X-Request-Id")!);
        Assert.Contains("GET /api/v1/orders for anonymous failed: 503 in ", line, StringComparison.Ordinal);
        Assert.Contains("The database is not migrated.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_with_an_unexpected_503_fails_with_the_line_of_the_request()
    {
        var response = await GetWithoutTablesAsync();

        var failure = Assert.ThrowsAny<XunitException>(() => response.Expect(200));

        Assert.Contains("The database is not migrated.", failure.Message, StringComparison.Ordinal);
    }

    private async Task<ApiAnswer> GetWithoutTablesAsync()
    {
        var database = await servers.NewDatabaseAsync("template0");
        await using var api = await InProcessHost.StartAsync("Api", new GatewaySettings().EnvironmentFor(database, "127.0.0.1:1"), logged.Log.Enqueue);
        using var http = new HttpClient { BaseAddress = api.Address };
        return await ApiAnswer.ReadAsync(await http.GetAsync(new Uri("/api/v1/orders", UriKind.Relative)));
    }

    /// <returns>Its line in the log.</returns>
    private async Task<string> SendAsync(TestMerchant merchant, HttpMethod method, string path, int status)
    {
        var response = (await merchant.SendAsync(method, path, body: null)).Expect(status);
        return await LineOfAsync(response.Header("X-Request-Id")!);
    }

    // The line is written after the response has left.
    private async Task<string> LineOfAsync(string requestId)
    {
        await Eventually.BecomesTrueAsync(() => LinesOf(requestId).Any(), $"{requestId} is in the log");
        return Assert.Single(LinesOf(requestId));
    }

    private IEnumerable<string> LinesOf(string requestId) => logged.Log.Where(line => line.Contains(requestId, StringComparison.Ordinal));
}
