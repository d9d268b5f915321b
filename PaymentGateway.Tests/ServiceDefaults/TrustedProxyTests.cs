using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.ServiceDefaults;

/// <summary>Whose X-Forwarded-* headers count, seen in the address that the checkout publishes for its SDK.</summary>
public sealed class TrustedProxyTests
{
    private const string Proxy = "127.9.9.9";

    [Theory]
    [InlineData(Proxy)]
    [InlineData("127.8.0.1")]
    public async Task The_forwarded_host_and_scheme_of_a_trusted_proxy_are_the_addresss(string sender) =>
        Assert.StartsWith("https://pay.example/", await SdkAddressAsync(sender, ("Proxies__Trusted", $"127.8.0.0/16, {Proxy}")), StringComparison.Ordinal);

    [Fact]
    public async Task The_forwarded_headers_of_other_senders_are_ignored() =>
        Assert.StartsWith("http://127.0.0.1:", await SdkAddressAsync("127.1.0.9", ("Proxies__Trusted", Proxy)), StringComparison.Ordinal);

    [Fact]
    public async Task Trusted_proxies_win_over_the_frameworks_setting_that_trusts_every_sender()
    {
        (string, string)[] settings = [("Proxies__Trusted", Proxy), ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")];

        Assert.StartsWith("https://pay.example/", await SdkAddressAsync(Proxy, settings), StringComparison.Ordinal);
        Assert.StartsWith("http://127.0.0.1:", await SdkAddressAsync("127.1.0.9", settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_trusted_proxies_the_frameworks_setting_takes_the_scheme_and_not_the_host() =>
        Assert.StartsWith("https://127.0.0.1:", await SdkAddressAsync("127.1.0.9", ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")), StringComparison.Ordinal);

    private static async Task<string> SdkAddressAsync(string sender, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        await using var checkout = await InProcessHost.StartAsync("Checkout", environment);
        using var http = new HttpClient(Caller.From(sender)) { BaseAddress = checkout.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sdk");
        request.Headers.Add("X-Forwarded-Host", "pay.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.1");
        using var response = await http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("url").GetString()!;
    }
}
