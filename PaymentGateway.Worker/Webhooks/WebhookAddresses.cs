using System.Net;
using System.Net.Sockets;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>The addresses of a host name.</summary>
internal delegate Task<IPAddress[]> NameResolver(string host, CancellationToken cancel);

/// <summary>A connection to a merchant's host, or none at all.</summary>
internal sealed class WebhookAddresses(WebhookAddressPolicy policy, NameResolver resolve)
{
    /// <summary>
    /// Connects to the addresses that were judged. Asking for the name again, or leaving that to the socket, would let a name
    /// server answer differently the second time.
    /// </summary>
    /// <exception cref="BlockedAddressException">None of its addresses is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancel)
    {
        // A literal is not asked for: the resolver refuses some with an exception that tells nothing.
        var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await resolve(host.Host, cancel);
        var allowed = addresses.Where(address => policy.Admits(address, host.Port)).ToList();
        if (allowed.Count == 0)
        {
            throw new BlockedAddressException();
        }

        return new NetworkStream(await OverlappingConnect.ConnectAsync(allowed, host.Port, cancel), ownsSocket: true);
    }
}

internal sealed class BlockedAddressException() : Exception("Webhooks must not be sent to this address.");
