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
    /// <exception cref="BlockedAddressException">One of its addresses is not allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancel)
    {
        // A literal is not asked for: the resolver refuses some with an exception that tells nothing.
        var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await resolve(host.Host, cancel);
        if (addresses.Length == 0 || !addresses.All(address => policy.Admits(address, host.Port)))
        {
            throw new BlockedAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

internal sealed class BlockedAddressException() : Exception("The address is not one that webhooks may go to.");
