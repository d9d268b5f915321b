using Microsoft.Extensions.Configuration;
using PaymentGateway.Checkout;
using PaymentGateway.Checkout.Framing;

namespace PaymentGateway.Tests.Checkout;

public sealed class FramingRules
{
    private static readonly GatewayAddress Gateway = new(new ConfigurationBuilder()
        .AddInMemoryCollection([new("services:api:http:0", "https://api.example/v1")]).Build());

    private static readonly string[] Shops = ["https://shop.example", "http://localhost:5000"];

    [Fact]
    public void Registered_origins_may_frame_the_page_and_nobody_else()
    {
        Assert.EndsWith("frame-ancestors 'self' https://shop.example http://localhost:5000;", CspOf(Shops, isSandbox: false));
        Assert.EndsWith("frame-ancestors 'self' https://shop.example http://localhost:5000;", CspOf(Shops, isSandbox: true));
    }

    [Fact]
    public void Without_registered_origins_only_the_sandbox_lets_anybody_frame_the_page()
    {
        Assert.DoesNotContain("frame-ancestors", CspOf([], isSandbox: true), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'self';", CspOf([], isSandbox: false));
    }

    [Fact]
    public void The_page_talks_to_the_gateway_alone_and_runs_nothing_inline()
    {
        var csp = CspOf([], isSandbox: false);

        Assert.Contains("connect-src 'self' https://api.example;", csp, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", csp, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", csp, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://shop.example; script-src *")]
    [InlineData("https://shop.example/path")]
    [InlineData("javascript:alert(1)")]
    [InlineData("*")]
    [InlineData("https://*.example")]
    [InlineData("null")]
    public void What_is_no_origin_stays_out_of_the_header(string origin) => Assert.Empty(PagePolicy.Clean([origin]));

    private static string CspOf(IReadOnlyCollection<string> origins, bool isSandbox) =>
        new PagePolicy(new Sandbox(isSandbox), Gateway).Csp(origins, "abc");
}
