using System.Net.Http.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Specification;

/// <summary>Where money is real: no test routes and no test values.</summary>
public sealed class OutsideTheSandbox(ProductionGateway production) : IClassFixture<ProductionGateway>
{
    [Theory]
    [InlineData("/api/v1/test/merchant")]
    [InlineData("/api/v1/test/jobs/status")]
    [InlineData("/scalar")]
    [InlineData("/openapi/v1.json")]
    public async Task The_sandboxs_routes_are_not_there(string path)
    {
        var answer = await ApiAnswer.ReadAsync(await production.Gateway.Api.GetAsync(new Uri(path, UriKind.Relative)));

        answer.ExpectError(404, "NOT_FOUND_ERROR");
    }

    [Fact]
    public async Task A_merchant_of_the_workers_command_takes_payments_and_logs_in()
    {
        var order = (await SendAsync(HttpMethod.Post, "/api/v1/orders", new { amount = 1000 })).Expect(201);
        var session = (await SendAsync(HttpMethod.Post, "/api/v1/auth/login",
            new { email = production.Email, password = production.Merchant["password"] }, withKey: false)).Expect(200);
        var config = (await SendAsync(HttpMethod.Get, "/api/v1/merchant/config")).Expect(200);

        Assert.StartsWith("key_live_", production.Merchant["API key"], StringComparison.Ordinal);
        Assert.Equal("created", order.Text("status"));
        Assert.Equal(production.Merchant["API key"], session.Json.GetProperty("merchant").GetProperty("api_key").GetString());
        Assert.Equal(production.Merchant["webhook secret"], config.Text("webhook_secret"));
    }

    [Fact]
    public async Task Nothing_the_command_showed_can_be_read_from_the_database()
    {
        foreach (var secret in new[] { "password", "API secret", "webhook secret" })
        {
            Assert.Equal(1, await production.Gateway.ScalarAsync<long>($"""
                SELECT count(*) AS "Value" FROM merchants m
                WHERE email = {production.Email} AND position({production.Merchant[secret]} in to_jsonb(m)::text) = 0
                """));
        }
    }

    [Fact]
    public async Task One_address_is_one_merchant()
    {
        Assert.Equal(1, (await production.RunAsync("merchants", "add", production.Email.ToUpperInvariant())).ExitCode);
        Assert.Equal(2, (await production.RunAsync("merchants", "add", "no address")).ExitCode);
    }

    [Fact]
    public async Task Test_addresses_are_no_addresses_and_test_cards_mean_nothing()
    {
        var order = (await SendAsync(HttpMethod.Post, "/api/v1/orders", new { amount = 1000 })).Expect(201).Text("id");

        (await SendAsync(HttpMethod.Post, "/api/v1/payments", new { order_id = order, method = "upi", vpa = "success@sim" }))
            .ExpectError(400, "INVALID_VPA");
        var payment = (await SendAsync(HttpMethod.Post, "/api/v1/payments",
            new { order_id = order, method = "card", card = TestCards.Of("4000000000000002") })).Expect(201).Text("id");

        Assert.Equal(0, await production.Gateway.ScalarAsync<long>(
            $"SELECT count(*) AS \"Value\" FROM payments WHERE id = {payment} AND simulated_outcome IS NOT NULL"));
    }

    [Fact]
    public async Task A_database_of_the_sandbox_is_refused_by_the_migration_that_comes_first()
    {
        var (exitCode, output) = await production.RunAsync("migrate");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("whose secrets are published", output, StringComparison.Ordinal);
    }

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, bool withKey = true)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (withKey)
        {
            request.Headers.Add("X-Api-Key", production.Merchant["API key"]);
            request.Headers.Add("X-Api-Secret", production.Merchant["API secret"]);
        }

        return await ApiAnswer.ReadAsync(await production.Gateway.Api.SendAsync(request));
    }
}
