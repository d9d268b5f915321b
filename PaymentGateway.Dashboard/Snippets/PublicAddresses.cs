using Microsoft.Extensions.Options;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Dashboard.Snippets;

/// <summary>
/// Where merchants and shoppers reach the gateway: <c>PUBLIC_API</c> or <c>PublicAddresses:Api</c>, the checkout's likewise, or
/// the addresses this host itself uses, which are the same as long as everything runs on one machine.
/// </summary>
public sealed record PublicAddresses(string Api, string Checkout)
{
    /// <summary>Of every route, for people to read and try; in a sandbox only.</summary>
    public string TryOut => Api + "/scalar";

    /// <summary>Of every route, for tools.</summary>
    public string Description => Api + "/openapi/v1.json";

    public static PublicAddresses Read(IConfiguration configuration) =>
        new(Address(configuration, "Api"), Address(configuration, "Checkout"));

    private static string Address(IConfiguration configuration, string name) => (
        HttpAddress.Read(configuration, $"PUBLIC_{name}", $"PublicAddresses:{name}", $"Services:{name}:http:0")
        ?? throw new OptionsValidationException(name, typeof(PublicAddresses), [$"PublicAddresses:{name} is not set."]))
        .OriginalString.TrimEnd('/');
}
