using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PaymentGateway.Tests.Worker;

/// <summary>
/// A loopback address whose SYNs are not answered: it listens, its queue is full and nobody accepts. To whoever connects it is
/// a host behind a firewall that drops.
/// </summary>
internal sealed class SilentAddress : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _queue = [];

    private SilentAddress(IPEndPoint endpoint)
    {
        Endpoint = endpoint;
        _listener.Bind(endpoint);
        _listener.Listen(0);
    }

    public IPEndPoint Endpoint { get; }

    public IPAddress Address => Endpoint.Address;

    /// <summary>How many connections to it this machine is still trying to open.</summary>
    public int Connecting => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.RemoteEndPoint.Equals(Endpoint) && connection.State == TcpState.SynSent);

    public static async Task<SilentAddress> StartAsync(string address, int port)
    {
        var silent = new SilentAddress(new IPEndPoint(IPAddress.Parse(address), port));
        while (await silent.TakesAnotherAsync())
        {
            Assert.InRange(silent._queue.Count, 0, 20);
        }

        return silent;
    }

    public void Dispose()
    {
        _queue.ForEach(connection => connection.Dispose());
        _listener.Dispose();
    }

    private async Task<bool> TakesAnotherAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Long);
        try
        {
            await socket.ConnectAsync(Endpoint, limit.Token);
            _queue.Add(socket);
            return true;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            return false;
        }
    }
}
