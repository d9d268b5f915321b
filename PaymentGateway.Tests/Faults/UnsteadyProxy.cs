#pragma warning disable RS0030, CA5394 // random, and repeatable from a seed, on purpose
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PaymentGateway.Tests.Faults;

/// <summary>A network between the gateway and its database that resets some connections and stalls others for a while.</summary>
internal sealed class UnsteadyProxy : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Line, byte> _lines = new();
    private readonly CancellationTokenSource _over = new();
    private readonly int _target;
    private readonly Random _random;
    private readonly Task[] _loops;

    /// <param name="target">The server's port.</param>
    public UnsteadyProxy(int target, int seed)
    {
        _target = target;
        _random = new Random(seed);
        _listener.Start();
        _loops = [AcceptAsync(), DisturbAsync()];
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The share of connections that is stalled each second, and as many are reset; 10 stalls every connection every 100 ms.</summary>
    public double Share { get; set; }

    public int Resets { get; private set; }

    public int Stalls { get; private set; }

    public void ResetAll()
    {
        foreach (var line in _lines.Keys)
        {
            Resets++;
            line.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var line in _lines.Keys)
        {
            line.Reset();
        }

        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_over.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        var line = new Line(client, server);
        _lines[line] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(line.PumpAsync(client, server), line.PumpAsync(server, client));
        }
        catch (SocketException)
        {
            // as a network does: the client sees a closed connection
        }
        finally
        {
            _lines.TryRemove(line, out _);
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task DisturbAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            await Task.Delay(Period, TimeProvider.System, _over.Token);
            var chance = Share * Period.TotalSeconds;
            foreach (var line in _lines.Keys)
            {
                if (_random.NextDouble() < chance)
                {
                    Stalls++;
                    line.Stall(TimeSpan.FromMilliseconds(_random.Next(100, 6000)));
                }
                else if (_random.NextDouble() < chance)
                {
                    Resets++;
                    line.Reset();
                }
            }
        }
    }

    private sealed class Line(Socket client, Socket server)
    {
        private long _stalledUntil;

        public void Stall(TimeSpan time) => Interlocked.Exchange(
            ref _stalledUntil, TimeProvider.System.GetTimestamp() + (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency));

        public void Reset()
        {
            try
            {
                client.LingerState = new LingerOption(enable: true, 0); // RST, not FIN
            }
            catch (ObjectDisposedException)
            {
                // The connection has just been closed by one of its ends.
            }

            client.Dispose();
            server.Dispose();
        }

        public async Task PumpAsync(Socket from, Socket to)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var count)
                {
                    while (TimeProvider.System.GetTimestamp() < Interlocked.Read(ref _stalledUntil))
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                    }

                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // ended from outside
            }
        }
    }
}
