using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>Does to an operation what its place in the document says will be refused.</summary>
internal sealed class Provocations(ContractMerchant person, HttpClient http)
{
    private const string Key = "a key that has been used";
    private const string OrderOfExamples = "order_NXhj67fGH2jk9mPq";

    private string _token = "";
    private string _order = "";

    /// <summary>A session, and keys that have been used: one by the merchant's server, one by a shopper.</summary>
    public async Task PrepareAsync()
    {
        var credentials = new { email = person.Email, password = ContractMerchant.Password };
        var session = await Eventually.GetAsync(
            async () => await ApiAnswer.ReadAsync(await http.PostAsJsonAsync("/api/v1/auth/login", credentials)),
            answer => (int)answer.Status != 503, "the gateway is not too busy to hash a password", TimeSpan.FromSeconds(60));
        _token = session.Expect(200).Text("token");
        (await person.Merchant.PostAsync("/api/v1/orders", new { amount = 100 }, Key)).Expect(201);
        _order = await person.Merchant.CreateOrderAsync();
        using var shopper = person.Gateway.NewClient();
        shopper.DefaultRequestHeaders.Add("Idempotency-Key", Key);
        (await ApiAnswer.ReadAsync(await shopper.PostAsJsonAsync("/api/v1/payments/public",
            new { order_id = _order, method = "upi", vpa = "first@sim" }))).Expect(201);
    }

    public async Task TryAllAsync(ApiOperation operation)
    {
        await TryCredentialsAsync(operation);
        if (operation.Path.Contains("{id}", StringComparison.Ordinal) || operation.ExampleBody?.Contains(OrderOfExamples, StringComparison.Ordinal) is true)
        {
            await ExpectAsync(404, Request(operation, operation.ExampleBody));
        }

        if (operation.Method == HttpMethod.Get || operation.Method == HttpMethod.Delete)
        {
            await TryQueryAsync(operation);
            return;
        }

        await ExpectAsync(400, Request(operation, "{"));
        await ExpectAsync(413, Request(operation, $"{{\"notes\":\"{new string('n', 65 * 1024)}\"}}"));
        await ExpectAsync(415, Request(operation, "amount: 1", "application/yaml"));
        if (operation.Parameters.Any(parameter => (string?)parameter["name"] == "Idempotency-Key"))
        {
            await ExpectAsync(400, WithKey(Request(operation, "{}"), new string('k', 256)));
            var another = (operation.ExampleBody ?? "{}").Replace(OrderOfExamples, _order, StringComparison.Ordinal);
            await ExpectAsync(422, WithKey(Request(operation, another), Key));
        }
    }

    public async Task<ApiAnswer> ExpectAsync(int status, HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await ApiAnswer.ReadAsync(await http.SendAsync(request));
            Assert.True((int)answer.Status == status, $"{request.Method} {request.RequestUri}: expected {status}, not {answer}");
            return answer;
        }
    }

    private async Task TryCredentialsAsync(ApiOperation operation)
    {
        var ways = operation.Security.ToList();
        if (ways.Count > 0)
        {
            await ExpectAsync(401, Request(operation, operation.ExampleBody, isKnown: false));
        }

        if (ways is [["Session"]])
        {
            var asServer = Request(operation, operation.ExampleBody, isKnown: false);
            asServer.Headers.Add("X-Api-Key", person.Merchant.Credentials.Key);
            asServer.Headers.Add("X-Api-Secret", person.Merchant.Credentials.Secret);
            await ExpectAsync(403, asServer);
        }
    }

    private async Task TryQueryAsync(ApiOperation operation)
    {
        if (operation.Path.StartsWith("/api/", StringComparison.Ordinal))
        {
            var unknown = Request(operation, null);
            unknown.RequestUri = new Uri($"{unknown.RequestUri}?nonsense=1", UriKind.Relative);
            await ExpectAsync(400, unknown);
        }

        var query = operation.Parameters.Where(parameter => (string?)parameter["in"] == "query").ToList();
        foreach (var parameter in query.Where(parameter => IsStrict(parameter["schema"]!)))
        {
            var request = Request(operation, null);
            request.RequestUri = new Uri($"{request.RequestUri}?{(string)parameter["name"]!}=nonsense", UriKind.Relative);
            await ExpectAsync(400, request);
        }
    }

    private static bool IsStrict(JsonNode schema) => schema["enum"] is not null || (string?)schema["type"] == "integer"
        || schema["examples"]?[0]?.ToString() is "2026-01-31T09:30:00Z" or "Asia/Kolkata";

    private HttpRequestMessage Request(ApiOperation operation, string? body, string type = "application/json", bool isKnown = true)
    {
        var path = operation.Path.Replace("{id}", "nobody", StringComparison.Ordinal);
        var request = new HttpRequestMessage(operation.Method, new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, type),
        };
        if (isKnown && operation.Security.Any())
        {
            request.Headers.Authorization = new("Bearer", _token);
        }

        return request;
    }

    private static HttpRequestMessage WithKey(HttpRequestMessage request, string key)
    {
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
