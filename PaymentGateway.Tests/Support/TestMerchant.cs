using System.Net.Http.Json;
using System.Text.Json;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Support;

/// <summary>A merchant of one test, and the requests it makes.</summary>
internal sealed class TestMerchant
{
    public const string WebhookSecret = "whsec_of_a_test_merchant";

    private TestMerchant(Gateway gateway, MerchantId id, ApiCredentials credentials)
    {
        Gateway = gateway;
        Id = id;
        Credentials = credentials;
        Http = NewClient();
    }

    public Gateway Gateway { get; }

    public MerchantId Id { get; }

    public ApiCredentials Credentials { get; }

    public HttpClient Http { get; }

    public static async Task<TestMerchant> CreateAsync(Gateway gateway, string? webhookUrl = null)
    {
        var credentials = ApiCredentials.New(forTests: true);
        var merchant = Merchant.Create("A test merchant", $"{Guid.NewGuid():N}@example.com", credentials, TimeProvider.System.GetUtcNow());
        merchant.SendWebhooksTo(webhookUrl);
        merchant.SignWebhooksWith(WebhookSecret);
        await using var db = gateway.OpenDb();
        db.Merchants.Add(merchant);
        await db.SaveChangesAsync();
        return new TestMerchant(gateway, merchant.Id, credentials);
    }

    /// <summary>Only what the merchants table demands, and no other row.</summary>
    public static async Task<TestMerchant> InsertBySqlAsync(Gateway gateway, string webhookUrl)
    {
        var (id, credentials) = (MerchantId.New(), ApiCredentials.New(forTests: true));
        await gateway.ExecuteAsync($"""
            INSERT INTO merchants (id, name, email, password_hash, api_key, api_secret, webhook_url, webhook_secret, allowed_origins,
                failed_logins, created_at)
            VALUES ({id.Value}, 'By SQL', {$"{id.Value}@example.com"}, '', {credentials.Key}, {credentials.SecretHash}, {webhookUrl},
                {WebhookSecret}, ARRAY[]::text[], 0, now())
            """);
        return new TestMerchant(gateway, id, credentials);
    }

    public HttpClient NewClient(int api = 0)
    {
        var client = Gateway.NewClient(api);
        client.DefaultRequestHeaders.Add("X-Api-Key", Credentials.Key);
        client.DefaultRequestHeaders.Add("X-Api-Secret", Credentials.Secret);
        return client;
    }

    public Task<ApiAnswer> PostAsync(string path, object? body = null, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public Task<ApiAnswer> PatchAsync(string path, object? body = null, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Patch, path, body, idempotencyKey);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await ApiAnswer.ReadAsync(await Http.SendAsync(request));
    }

    public async Task<ApiAnswer> GetAsync(string path) => await ApiAnswer.ReadAsync(await Http.GetAsync(path));

    public async Task<string> CreateOrderAsync(long amount = 50_000, string currency = "INR") =>
        (await PostAsync("/api/v1/orders", new { amount, currency })).Expect(201).Text("id");

    /// <summary>A payment of a new order.</summary>
    public async Task<string> PayAsync(string vpa = "success@sim", long amount = 50_000) =>
        (await PostAsync("/api/v1/payments", new { order_id = await CreateOrderAsync(amount), method = "upi", vpa }))
            .Expect(201).Text("id");

    public async Task<JsonElement> SettledAsync(string paymentId) => (await Eventually.GetAsync(
        () => GetAsync($"/api/v1/payments/{paymentId}"), payment => (int)payment.Status != 503 && payment.Text("status") != "pending", // a busy gateway says "later"
        $"{paymentId} is settled")).Json;

    public async Task<string> PaidAsync(long amount = 50_000, string vpa = "success@sim")
    {
        var id = await PayAsync(vpa, amount);
        await SettledAsync(id);
        return id;
    }
}
