using System.Net;
using System.Net.Sockets;
using System.Text;
using PaymentGateway.Tests.Abuse;

namespace PaymentGateway.Tests.Support;

/// <summary>A request whose body arrives one byte at a time.</summary>
internal static class SlowUpload
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="head">Without the empty line at its end.</param>
    /// <param name="address">Of the sender: any of 127.0.0.0/8.</param>
    /// <returns>What the server answered before it closed the connection.</returns>
    public static async Task<ApiAnswer> SendAsync(Uri server, string head, string body, TimeSpan interval, string address = "127.0.0.1")
    {
        using var limit = new CancellationTokenSource(Limit);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        await socket.ConnectAsync(server.Host, server.Port, limit.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{head}\r\nContent-Length: {body.Length}\r\n\r\n"), limit.Token);
        using var received = new MemoryStream();
        var reading = ReadToEndAsync(socket, received, limit.Token);
        await TrickleAsync(socket, body, interval, reading);
        await reading;
        return RawHttp.Parse(Encoding.UTF8.GetString(received.ToArray()));
    }

    private static async Task ReadToEndAsync(Socket socket, MemoryStream received, CancellationToken limit)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, limit) is var read and > 0)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // Closed while a byte was under way.
        }
    }

    private static async Task TrickleAsync(Socket socket, string body, TimeSpan interval, Task reading)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            foreach (var letter in body)
            {
                if (reading.IsCompleted || !await timer.WaitForNextTickAsync())
                {
                    return;
                }

                await socket.SendAsync(new[] { (byte)letter });
            }
        }
        catch (SocketException)
        {
            // The server has closed the connection.
        }
    }
}
