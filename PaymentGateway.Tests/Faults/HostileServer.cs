using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Faults;

/// <summary>A receiver that keeps to no protocol: raw bytes, as slow, as many and as broken as the test wants.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;
    private readonly ConcurrentQueue<string> _requests = new();

    /// <param name="answer">What is done with a connection after its request has been read.</param>
    public HostileServer(Func<Socket, CancellationToken, Task> answer)
    {
        _listener = new TcpListener(IPAddress.Loopback, HostProcess.FreePort()); // not one that had another receiver
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/webhook";

    /// <summary>What came first on each connection.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static Task SendAsync(Socket socket, string text, CancellationToken cancel) =>
        SendAsync(socket, Encoding.ASCII.GetBytes(text), cancel);

    public static async Task SendAsync(Socket socket, byte[] bytes, CancellationToken cancel)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent), cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _serving;
        _listener.Dispose(); // one that has ended throws at the next accept
        _over.Dispose();
    }

    private async Task ServeAsync(Func<Socket, CancellationToken, Task> answer)
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_over.Token);
                answering.Add(AnswerAsync(socket, answer));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(Socket socket, Func<Socket, CancellationToken, Task> answer)
    {
        using (socket)
        {
            try
            {
                var buffer = new byte[4096];
                _requests.Enqueue(Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, _over.Token)));
                await answer(socket, _over.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // They have hung up on us, as they should.
            }
        }
    }
}
