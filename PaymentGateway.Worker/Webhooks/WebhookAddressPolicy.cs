using System.Collections.Frozen;
using System.Net;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>
/// Where webhooks may go. Merchants name the addresses, so without this they could have us call our own database, the cloud's
/// metadata or a neighbour. Judged are the addresses a name resolves to, at the moment of connecting to these very ones.
/// </summary>
internal sealed class WebhookAddressPolicy(
    bool isSandbox, IEnumerable<IPNetwork> allowedPrivate, IEnumerable<int> ownPorts)
{
    /// <summary>What a sandbox allows when its settings say nothing.</summary>
    public static readonly IReadOnlyList<IPNetwork> PrivateNetworks =
        Networks("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

    /// <summary>This very host: outside of a sandbox nothing on it is a merchant's.</summary>
    public static readonly IReadOnlyList<IPNetwork> Loopback = Networks("127.0.0.0/8", "::1/128");

    // Link-local networks, where clouds serve credentials, and the addresses some serve them at besides: Amazon, Azure,
    // Alibaba, Oracle, Google.
    private static readonly IPNetwork[] NeverAllowed =
    [
        .. Networks("169.254.0.0/16", "fe80::/10", "0.0.0.0/8", "::/128"),
        .. Networks(
            "fd00:ec2::/32", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "fd00:c1::a9fe:a9fe/128",
            "fd20:ce::254/128"),
    ];

    // Special-purpose registries of IANA: nothing a merchant on the internet can own.
    private static readonly IPNetwork[] NotPublic =
    [
        .. Networks(
            "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        .. Networks(
            "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
            "3fff::/20", "5f00::/16", "fc00::/7", "fec0::/10", "ff00::/8"),
    ];

    private readonly IPNetwork[] _allowedPrivate = [.. allowedPrivate];
    private readonly FrozenSet<int> _ownPorts = ownPorts.ToFrozenSet();

    public bool Admits(Uri url) =>
        url.IsAbsoluteUri
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && isSandbox))
        && IsAllowed(url.Port);

    public bool Admits(IPAddress address, int port)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsAllowed(port)
            && !IsForbidden(plain)
            && !(EmbeddedAddress.In(plain) is { } embedded && IsForbidden(embedded))
            && (!NotPublic.Any(network => network.Contains(plain)) || _allowedPrivate.Any(network => network.Contains(plain)));
    }

    /// <summary>Whatever has been allowed.</summary>
    private bool IsForbidden(IPAddress address) =>
        NeverAllowed.Any(network => network.Contains(address))
        || (!isSandbox && Loopback.Any(network => network.Contains(address)));

    private bool IsAllowed(int port) => port is 80 or 443 or (>= 1024 and <= 65535) && !_ownPorts.Contains(port);

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
