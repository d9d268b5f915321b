using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PaymentGateway.Tests.Processes;

/// <summary>A Redis (or Valkey) server on loopback.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly string _password;

    private RedisProcess(HostProcess server, int port, string password) =>
        (Server, Port, _password) = (server, port, password);

    /// <summary>The server itself: the start script is replaced by it.</summary>
    public HostProcess Server { get; }

    public int Port { get; }

    public Task<int> Exited => Server.Exited;

    public string ConnectionString => $"127.0.0.1:{Port},password={_password}";

    /// <summary>Starts a server on the data in <paramref name="folder"/>. Port 0 takes any free one.</summary>
    public static async Task<RedisProcess> StartAsync(
        string folder, int port, string password, bool durable = true, Action<string>? log = null,
        CancellationToken cancellationToken = default)
    {
        port = port == 0 ? HostProcess.FreePort() : port;
        var environment = new Dictionary<string, string?>
        {
            ["REDIS_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["REDIS_PASSWORD"] = password,
        };
        var server = ServerScript.Start("redis.sh", folder, durable, environment, log);
        var redis = new RedisProcess(server, port, password);
        try
        {
            await ServerScript.WaitUntilReadyAsync(server, redis.IsReadyAsync, cancellationToken);
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it responds to PING, which it does not while it loads its data.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
            using var stream = client.GetStream();
            var commands = Encoding.ASCII.GetBytes($"AUTH {_password}\r\nPING\r\nQUIT\r\n");
            await stream.WriteAsync(commands, cancellationToken);
            using var responses = new StreamReader(stream, Encoding.ASCII);
            return (await responses.ReadToEndAsync(cancellationToken)).Contains("+PONG", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }

    public Task StopAsync() => Server.StopAsync();

    public void Kill() => Server.Kill();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
    }
}
