using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Abuse;

/// <summary>HTTP as no client would write it: the bytes go out as they are.</summary>
internal static class RawHttp
{
    /// <param name="request">Each character is one byte; the connection is to be closed by its own word.</param>
    /// <param name="leaves">Hangs up after the last byte.</param>
    /// <returns>Null: there was no answer.</returns>
    public static async Task<ApiAnswer?> SendAsync(Uri server, string request, bool leaves = false)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        await using var wire = client.GetStream();
        using var received = new MemoryStream();
        try
        {
            await wire.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
            if (leaves)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await wire.CopyToAsync(received, limit.Token);
        }
        catch (IOException)
        {
            // Refused before all was said: what was answered until then counts.
        }

        return received.Length == 0 ? null : Parse(Encoding.UTF8.GetString(received.ToArray()));
    }

    internal static ApiAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"No answer: {text}");
        var head = text[..end].Split("\r\n");
        var response = new HttpResponseMessage((HttpStatusCode)int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture))
        {
            Content = new ByteArrayContent([]),
        };
        foreach (var line in head.Skip(1).Select(line => line.Split(": ", 2)))
        {
            _ = response.Headers.TryAddWithoutValidation(line[0], line[1]) || response.Content.Headers.TryAddWithoutValidation(line[0], line[1]);
        }

        var body = text[(end + 4)..];
        return new ApiAnswer(response.StatusCode, response.Headers.TransferEncodingChunked is true ? Join(body) : body, response);
    }

    private static string Join(string chunks)
    {
        var joined = new StringBuilder();
        var bytes = Encoding.UTF8.GetBytes(chunks).AsSpan();
        while (bytes.IndexOf("\r\n"u8) is var end and > 0
            && int.Parse(Encoding.ASCII.GetString(bytes[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size and > 0)
        {
            joined.Append(Encoding.UTF8.GetString(bytes.Slice(end + 2, size)));
            bytes = bytes[(end + 2 + size + 2)..];
        }

        return joined.ToString();
    }
}
