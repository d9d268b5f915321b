using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PaymentGateway.ServiceDefaults;

/// <summary>A setting that is the address of a web site or of an API.</summary>
public static class HttpAddress
{
    /// <param name="settings">The first one that is set wins.</param>
    /// <returns>Null when none is set.</returns>
    public static Uri? Read(IConfiguration configuration, params IEnumerable<string> settings) => settings
        .Where(setting => !string.IsNullOrEmpty(configuration[setting]))
        .Select(setting => Parse(setting, configuration[setting]!))
        .FirstOrDefault();

    private static Uri Parse(string setting, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new OptionsValidationException(setting, typeof(Uri),
                [$"{setting} is '{text}'. Set a URL such as https://pay.example.com."]);
}
