using System.Text;
using PaymentGateway.Tests.Contracts;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>A query parameter that an operation does not have, has twice, or has without a value is refused by its name.</summary>
public sealed class UnknownQueryParameters(Servers servers)
{
    [Fact]
    public async Task An_unknown_parameter_is_refused_on_every_operation()
    {
        var (contract, send) = await SendAsync();
        List<string> complaints = [];

        foreach (var operation in contract.Operations.Where(IsOfTheApi))
        {
            foreach (var name in new[] { "nonsense", "Limit", "LIMIT", "limit[]", "page", "_", "ending_before" })
            {
                Complain(complaints, $"{operation}?{name}", await send(operation, $"{name}=1"), name);
            }
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_parameter_given_twice_or_without_a_value_is_refused_on_every_operation()
    {
        var (contract, send) = await SendAsync();
        List<string> complaints = [];
        var parameters =
            from operation in contract.Operations.Where(IsOfTheApi)
            from parameter in operation.Parameters
            where (string?)parameter["in"] == "query"
            select (operation, (string)parameter["name"]!);

        foreach (var (operation, name) in parameters)
        {
            foreach (var query in new[] { $"{name}=1&{name}=1", $"{name}=a&x&{name}=b", $"{name}=", name, $"{name}&{name}=1", $"{name}=1&{name}=" })
            {
                Complain(complaints, $"{operation}?{query}", await send(operation, query.Replace("&x&", "&", StringComparison.Ordinal)), name);
            }
        }

        Assert.NotEmpty(parameters);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("=1")]
    [InlineData("4242424242424242=1")]
    [InlineData("card4242424242424242=1")]
    [InlineData("a%00b=1")]
    [InlineData("%3Cscript%3E=1")]
    public async Task A_name_that_may_not_be_repeated_is_called_query(string query)
    {
        var merchant = await servers.NewMerchantAsync();

        var answer = await merchant.GetAsync($"/api/v1/orders?{query}");

        Assert.Null(FindFault(answer, "query"));
        Assert.DoesNotContain("42424242", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_post_changes_nothing_and_outside_the_api_a_query_is_ignored()
    {
        var merchant = await servers.NewMerchantAsync();

        (await merchant.PostAsync("/api/v1/orders?currency=USD", new { amount = 1000 })).ExpectError(400, "BAD_REQUEST_ERROR");

        Assert.Equal(0, (await merchant.GetAsync("/api/v1/orders")).Expect(200).Number("total"));
        (await merchant.GetAsync("/api/v1/nowhere?x=1")).Expect(404);
        (await merchant.SendAsync(HttpMethod.Delete, "/api/v1/orders?x=1", null)).Expect(405);
        (await merchant.GetAsync("/health?x=1")).Expect(200);
        using var alive = await merchant.Http.GetAsync(new Uri("/alive?x=1", UriKind.Relative));
        Assert.Equal(200, (int)alive.StatusCode);
        (await ApiAnswer.ReadAsync(await merchant.Gateway.Api.GetAsync(new Uri("/api/v1/orders?x=1", UriKind.Relative)))).Expect(401);
    }

    private static bool IsOfTheApi(ApiOperation operation) => operation.Path.StartsWith("/api/", StringComparison.Ordinal);

    private async Task<(ApiContract Contract, Func<ApiOperation, string, Task<ApiAnswer>> Send)> SendAsync()
    {
        var person = await ContractMerchant.CreateAsync(await servers.SharedGatewayAsync());
        var session = (await person.Merchant.PostAsync("/api/v1/auth/login", new { email = person.Email, password = ContractMerchant.Password })).Expect(200);
        return (await ApiContract.ReadAsync(person.Gateway), SendOneAsync);

        async Task<ApiAnswer> SendOneAsync(ApiOperation operation, string query)
        {
            using var request = new HttpRequestMessage(operation.Method, $"{operation.Path.Replace("{id}", "nobody", StringComparison.Ordinal)}?{query}");
            request.Content = operation.ExampleBody is { } body ? new StringContent(body, Encoding.UTF8, "application/json") : null;
            request.Headers.Authorization = new("Bearer", session.Text("token"));
            // Headers first: a stream that is not refused would never end.
            using var response = await person.Gateway.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return (int)response.StatusCode < 300 ? new ApiAnswer(response.StatusCode, "", response) : await ApiAnswer.ReadAsync(response);
        }
    }

    private static void Complain(List<string> complaints, string what, ApiAnswer answer, string field)
    {
        if (FindFault(answer, field) is { } fault)
        {
            complaints.Add($"{what}: {fault}");
        }
    }

    private static string? FindFault(ApiAnswer answer, string field) =>
        (int)answer.Status != 400 || answer.ErrorCode != "BAD_REQUEST_ERROR" ? $"{answer}"
        : answer.Json.GetProperty("error").TryGetProperty("field", out var told) && told.GetString() == field ? null
        : $"not {field}: {answer}";
}
