using System.Net;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>The IPv4 address that an IPv6 address leads to where a network translates or tunnels.</summary>
internal static class EmbeddedAddress
{
    private static readonly IPNetwork[] InLastBytes =
    [
        IPNetwork.Parse("::/96"), IPNetwork.Parse("::ffff:0:0:0/96"), IPNetwork.Parse("64:ff9b::/96"),
        IPNetwork.Parse("64:ff9b:1::/96"),
    ];

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <returns>Null: it leads to none.</returns>
    public static IPAddress? In(IPAddress address) => address.GetAddressBytes() switch
    {
        _ when address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback) => null,
        { Length: 16 } bytes when InLastBytes.Any(network => network.Contains(address)) =>
            new IPAddress(bytes.AsSpan(12)),
        { Length: 16 } bytes when SixToFour.Contains(address) => new IPAddress(bytes.AsSpan(2, 4)),
        _ => null,
    };
}
