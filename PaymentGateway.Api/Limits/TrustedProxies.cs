using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Api.Limits;

/// <summary>
/// The hosts whose word is taken for a caller's address (<c>X-Forwarded-For</c>): checkout and dashboard, which call for
/// payers and for people who log in. Addresses or networks with commas between; none: nobody's.
/// </summary>
internal static class TrustedProxies
{
    public const string Setting = "Proxies:Trusted";

    public static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = Read(app.Configuration[Setting]);
        if (trusted.Count == 0)
        {
            return; // the middleware would take an empty list for "everybody"
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        trusted.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    private static List<System.Net.IPNetwork> Read(string? setting) =>
    [
        .. (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => Parse(text) ?? throw new OptionsValidationException(Setting, typeof(ForwardedHeadersOptions),
                [$"{Setting} has '{text}'. Set IP addresses and networks such as 10.0.1.0/24, separated by commas."])),
    ];

    private static System.Net.IPNetwork? Parse(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
