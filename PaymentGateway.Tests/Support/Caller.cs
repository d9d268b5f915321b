using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace PaymentGateway.Tests.Support;

/// <summary>Somebody who calls from an address of their own: all of 127.0.0.0/8 is this machine.</summary>
internal sealed class Caller(Uri host, string address) : IDisposable
{
    private readonly HttpClient _http = new(From(address))
    {
        BaseAddress = host,
    };

    public Caller(Gateway gateway, string address)
        : this(gateway.ApiAddresses[0], address)
    {
    }

    public static SocketsHttpHandler From(string address) =>
        new() { ConnectCallback = (context, cancel) => ConnectAsync(context, address, cancel) };

    /// <param name="forwardedFor">For whom the caller says to call.</param>
    public async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, object? body = null, string? forwardedFor = null, (string Key, string Secret)? credentials = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        if (credentials is var (key, secret))
        {
            request.Headers.Add("X-Api-Key", key);
            request.Headers.Add("X-Api-Secret", secret);
        }

        return await ApiAnswer.ReadAsync(await _http.SendAsync(request));
    }

    public Task<ApiAnswer> GetAsync(string path, string? forwardedFor = null) => SendAsync(HttpMethod.Get, path, null, forwardedFor);

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, string address, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
