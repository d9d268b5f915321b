using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Checkout.Demo;

/// <summary>The part of a shop that stands on its server and holds the secret key.</summary>
internal sealed class DemoShop
{
    private readonly HttpClient _http;

    public DemoShop(HttpClient http, IOptions<DemoOptions> options)
    {
        _http = http;
        var credentials = $"{options.Value.ApiKey}:{options.Value.ApiSecret}";
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
    }

    public async Task<DemoOrder> CreateOrderAsync(long amount, CancellationToken cancel)
    {
        using var answer = await _http.PostAsJsonAsync(
            "/api/v1/orders", new NewOrder(amount, "INR", "Masala chai"), DemoJson.Default.NewOrder, cancel);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(DemoJson.Default.DemoOrder, cancel))!;
    }

    public async Task<WebhookSettings> ReadSettingsAsync(CancellationToken cancel) =>
        (await _http.GetFromJsonAsync("/api/v1/merchant/config", DemoJson.Default.WebhookSettings, cancel))!;

    public async Task SendWebhooksToAsync(Uri address, CancellationToken cancel)
    {
        using var answer = await _http.PutAsJsonAsync(
            "/api/v1/merchant/webhook", new NewWebhookAddress(address.ToString()), DemoJson.Default.NewWebhookAddress, cancel);
        answer.EnsureSuccessStatusCode();
    }
}
