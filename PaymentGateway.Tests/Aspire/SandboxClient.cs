using System.Net.Http.Json;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Requests of the seeded merchant.</summary>
internal sealed class SandboxClient : IDisposable
{
    private readonly HttpClient _http;

    public SandboxClient(Uri api)
    {
        _http = new HttpClient { BaseAddress = api };
        _http.DefaultRequestHeaders.Add("X-Api-Key", SandboxMerchant.ApiKey);
        _http.DefaultRequestHeaders.Add("X-Api-Secret", SandboxMerchant.ApiSecret);
    }

    public async Task<ApiAnswer> GetAsync(string path) =>
        (await ApiAnswer.ReadAsync(await _http.GetAsync(path))).Expect(200);

    public async Task<ApiAnswer> PostAsync(string path, object body) =>
        (await ApiAnswer.ReadAsync(await _http.PostAsJsonAsync(path, body))).Expect(201);

    public async Task SetWebhookUrlAsync(string? url) =>
        (await ApiAnswer.ReadAsync(
            await _http.PatchAsJsonAsync("/api/v1/merchant/webhook", new { webhook_url = url }))).Expect(200);

    public async Task<string> WebhookUrlAsync() => (await GetAsync("/api/v1/merchant/config")).Text("webhook_url");

    public Task<string> PayByUpiAsync(string vpa = "success@sim") =>
        PayAsync(orderId => new { order_id = orderId, method = "upi", vpa });

    public Task<string> PayByCardAsync(string number) =>
        PayAsync(orderId => new { order_id = orderId, method = "card", card = TestCards.Of(number) });

    public Task<ApiAnswer> SettledAsync(string payment) =>
        EndedAsync($"/api/v1/payments/{payment}");

    /// <summary>The payment or refund once it is no longer pending.</summary>
    public Task<ApiAnswer> EndedAsync(string path) => Eventually.GetAsync(
        () => GetAsync(path), answer => answer.Text("status") != "pending",
        $"{path} is not pending", TimeSpan.FromMinutes(1));

    public void Dispose() => _http.Dispose();

    private async Task<string> PayAsync(Func<string, object> payment)
    {
        var order = (await PostAsync("/api/v1/orders", new { amount = 50_000 })).Text("id");
        return (await PostAsync("/api/v1/payments", payment(order))).Text("id");
    }
}
