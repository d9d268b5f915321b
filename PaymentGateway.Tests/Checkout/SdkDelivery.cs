using System.Net.Http.Json;
using System.Text.Json;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The addresses of the script, and what shops may rely on at each.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class SdkDelivery(RunningCheckout running)
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("/checkout.js")]
    [InlineData("/v1/checkout.js")]
    public async Task The_rolling_addresses_are_asked_again_each_time_and_may_be_used_by_any_shop(string path)
    {
        var answer = await Http.GetAsync(new Uri(running.Address + path));

        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task The_pinned_address_never_changes_and_its_SRI_value_is_the_browsers_too()
    {
        var release = await Http.GetFromJsonAsync<JsonElement>($"{running.Address}/sdk");
        var (url, integrity) = (release.GetProperty("url").GetString(), release.GetProperty("integrity").GetString());
        await using var shop = await ShopSite.OpenAsync();
        await using var shopper = await running.NewShopperAsync();

        await shopper.Page.GotoAsync(shop.Add($"""<script src="{url}" integrity="{integrity}" crossorigin="anonymous"></script>"""));

        Assert.Equal("1.0.0", await shopper.Page.EvaluateAsync<string>("PaymentGateway.version"));
        var answer = await Http.GetAsync(new Uri(url!));
        Assert.Equal("max-age=31536000, immutable", answer.Headers.CacheControl!.ToString().Replace("immutable, max-age=31536000", "max-age=31536000, immutable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_types_are_beside_the_script()
    {
        var types = await Http.GetStringAsync(new Uri($"{running.Address}/checkout.d.ts"));

        Assert.Contains("var PaymentGateway: PaymentGatewayConstructor", types, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_carries_the_headers_of_a_payment_page()
    {
        var answer = await Http.GetAsync(new Uri($"{running.Address}/checkout?order_id=order_1"));

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'nonce-", policy);
        Assert.Contains($"connect-src 'self' {running.ApiAddress};", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_may_report_what_it_refused_and_nothing_else()
    {
        using var report = new StringContent("""{"csp-report":{"effective-directive":"script-src","blocked-uri":"https://evil.example/x.js?secret"}}""");
        using var tooLong = new ByteArrayContent(new byte[9000]);

        Assert.Equal(204, (int)(await Http.PostAsync(new Uri($"{running.Address}/reports/csp"), report)).StatusCode);
        await Support.Eventually.BecomesTrueAsync(
            () => running.Log.Contains("blocked script-src from https://evil.example on", StringComparison.Ordinal), "it is written down");
        Assert.Equal(413, (int)(await Http.PostAsync(new Uri($"{running.Address}/reports/csp"), tooLong)).StatusCode);
    }
}
