using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Checkout.Framing;

/// <summary>
/// Where a browser finds the Api. Cards go there straight from the page, so that they never pass this host.
/// <c>PUBLIC_API</c> or <c>Gateway:PublicUrl</c> is for set-ups in which hosts call the Api by a name that browsers don't know.
/// </summary>
internal sealed class GatewayAddress(IConfiguration configuration)
{
    public string PublicOrigin { get; } = (
        HttpAddress.Read(configuration, "PUBLIC_API", "Gateway:PublicUrl", "services:api:http:0")
        ?? new Uri("http://localhost:8000")).GetLeftPart(UriPartial.Authority);
}
