using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PaymentGateway.ServiceDefaults;

/// <summary>
/// The senders whose <c>X-Forwarded-*</c> headers count: IP addresses and networks, separated by commas. Without the setting
/// none does, unless <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> makes the framework accept them from every sender.
/// </summary>
public static class TrustedProxies
{
    public const string Setting = "Proxies:Trusted";

    /// <param name="headers">Which of the headers; the others are ignored.</param>
    /// <exception cref="OptionsValidationException">The setting has something else in it.</exception>
    public static void AddTrustedProxies(this IHostApplicationBuilder builder, ForwardedHeaders headers)
    {
        var trusted = Read(builder.Configuration);
        if (trusted.Count == 0)
        {
            return; // the middleware accepts headers from every sender when the list is empty
        }

        // After the framework's own setup, whose middleware then has the same options.
        builder.Services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = headers;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            trusted.ForEach(options.KnownIPNetworks.Add);
        });
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        if (Read(app.Configuration).Count > 0 && !IsFrameworkMiddlewareOn(app.Configuration))
        {
            app.UseForwardedHeaders();
        }
    }

    private static bool IsFrameworkMiddlewareOn(IConfiguration configuration) =>
        string.Equals(configuration["FORWARDEDHEADERS_ENABLED"], "true", StringComparison.OrdinalIgnoreCase);

    private static List<System.Net.IPNetwork> Read(IConfiguration configuration) =>
    [
        .. (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => Parse(text) ?? throw new OptionsValidationException(Setting, typeof(ForwardedHeadersOptions),
                [$"{Setting} has '{text}'. Set IP addresses and networks such as 10.0.1.0/24, separated by commas."])),
    ];

    private static System.Net.IPNetwork? Parse(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
