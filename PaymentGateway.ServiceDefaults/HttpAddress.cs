using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PaymentGateway.ServiceDefaults;

/// <summary>A setting that is the address of a web site or of an API.</summary>
public static class HttpAddress
{
    /// <returns>Null when it is not set.</returns>
    public static Uri? Read(IConfiguration configuration, string setting) => configuration[setting] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) => address,
        var text => throw new OptionsValidationException(setting, typeof(Uri),
            [$"{setting} is '{text}'. Set an address such as https://pay.example.com."]),
    };
}
