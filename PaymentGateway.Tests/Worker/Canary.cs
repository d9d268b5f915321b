using System.Net;
using System.Net.Sockets;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Worker;

/// <summary>Listens and tells whether anybody came.</summary>
internal sealed class Canary : IDisposable
{
    private readonly TcpListener _listener;

    private Canary(TcpListener listener)
    {
        _listener = listener;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IPAddress Address => ((IPEndPoint)_listener.LocalEndpoint).Address;

    /// <summary>A connection is complete before anybody accepts it.</summary>
    public bool WasTouched => _listener.Pending();

    public static Canary OnEveryAddress()
    {
        var listener = new TcpListener(IPAddress.IPv6Any, HostProcess.FreePort());
        listener.Server.DualMode = true;
        return new Canary(listener);
    }

    public static Canary On(IPAddress address, int? port = null) => new(new TcpListener(address, port ?? HostProcess.FreePort()));

    public async Task HangUpOnEverybodyAsync()
    {
        while (true)
        {
            using var connection = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _listener.Dispose();
}
