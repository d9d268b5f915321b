using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Bench.Load;

/// <summary>A merchant's server, which pays orders over a number of connections to one or several APIs.</summary>
internal sealed class PaymentClient : IDisposable
{
    private readonly HttpClient[] _apis;
    private readonly ConcurrentDictionary<int, int> _refused = new();

    public PaymentClient(IEnumerable<Uri> apis, int connections, ApiCredentials? credentials = null)
    {
        credentials ??= ApiCredentials.Of(SandboxMerchant.ApiKey, SandboxMerchant.ApiSecret);
        _apis = [.. apis.Select(api => NewClient(api, connections, credentials))];
    }

    /// <summary>The client of the first API.</summary>
    public HttpClient Http => _apis[0];

    /// <summary>Whether every payment was created or refused with 503: the gateway is busy, and nothing is lost.</summary>
    public bool IsServed => _refused.Keys.All(status => status == 503);

    /// <summary>How many payments were not created, by status: "12 × 503".</summary>
    public string Refused => string.Join(", ", _refused.Select(refused => $"{refused.Value} × {refused.Key}"));

    /// <param name="number">Chooses the API.</param>
    /// <returns>Whether the payment was created, or had been by the same idempotency key.</returns>
    public async Task<bool> PayAsync(string order, int number, string? idempotencyKey = null)
    {
        using var response = await SendAsync(order, number, idempotencyKey);
        var isCreated = (int)response.StatusCode == 201;
        if (!isCreated)
        {
            _refused.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
        }

        return isCreated;
    }

    /// <returns>The payment's id.</returns>
    /// <exception cref="HttpRequestException">It was not created.</exception>
    public async Task<string> CreateAsync(string order, string? idempotencyKey = null)
    {
        using var response = await SendAsync(order, number: 0, idempotencyKey);
        using var json = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        return json.RootElement.GetProperty("id").GetString()!;
    }

    public void Dispose()
    {
        foreach (var api in _apis)
        {
            api.Dispose();
        }
    }

    private Task<HttpResponseMessage> SendAsync(string order, int number, string? idempotencyKey)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $$"""{"order_id":"{{order}}","method":"upi","vpa":"success@sim","amount":1000,"currency":"INR"}"""));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments") { Content = body };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return _apis[number % _apis.Length].SendAsync(request);
    }

    private static HttpClient NewClient(Uri api, int connections, ApiCredentials credentials)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = api };
        client.DefaultRequestHeaders.Add("X-Api-Key", credentials.Key);
        client.DefaultRequestHeaders.Add("X-Api-Secret", credentials.Secret);
        return client;
    }
}
