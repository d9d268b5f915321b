using System.Net.Sockets;
using System.Text;

namespace PaymentGateway.Tests.Processes;

/// <summary>A Redis (or Valkey) server of our own on loopback.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly string _password;

    private RedisProcess(HostProcess server, int port, string password) =>
        (Server, Port, _password) = (server, port, password);

    public HostProcess Server { get; }

    public int Port { get; }

    public int Pid => Server.Pid;

    public Task<int> Exited => Server.Exited;

    public string ConnectionString => $"127.0.0.1:{Port},password={_password}";

    public string ClientCommand => $"REDISCLI_AUTH={_password} redis-cli -p {Port}";

    public static string? FindProgram() => HostProcess.Find("redis-server") ?? HostProcess.Find("valkey-server");

    /// <summary>Starts a server on the data of a folder. Port 0 takes any free one.</summary>
    public static async Task<RedisProcess> StartAsync(
        string folder, int port, string password, bool durable = true, Action<string>? log = null,
        CancellationToken cancel = default)
    {
        var program = FindProgram() ?? throw new FileNotFoundException("redis-server is not installed.");
        port = port == 0 ? HostProcess.FreePort() : port;
        var server = HostProcess.Start(new Launch(program, "-")
        {
            // Arguments are in everybody's process list, and the password is among the settings.
            Input = Settings(Directory.CreateDirectory(folder).FullName, port, password, durable),
            // Redis refuses to start under a locale the machine does not know.
            Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
            Log = log,
        });
        var redis = new RedisProcess(server, port, password);
        try
        {
            await redis.BecomeReadyAsync(cancel);
            return redis;
        }
        catch (OperationCanceledException reason) when (!cancel.IsCancellationRequested)
        {
            await redis.DisposeAsync();
            throw new InvalidOperationException($"Redis does not answer:\n{server.Tail}", reason);
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it answers PING: not while it is still loading its data.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancel);
            using var wire = client.GetStream();
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {_password}\r\nPING\r\nQUIT\r\n"), cancel);
            using var answers = new StreamReader(wire, Encoding.ASCII);
            return (await answers.ReadToEndAsync(cancel)).Contains("+PONG", StringComparison.Ordinal);
        }
        catch (Exception reason) when (reason is SocketException or IOException)
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

    private static string Settings(string folder, int port, string password, bool durable) =>
        $"""
        bind 127.0.0.1
        port {port}
        dir "{folder}"
        requirepass "{password}"
        save ""
        appendonly {(durable ? "yes" : "no")}
        appendfsync everysec
        maxmemory-policy noeviction

        """;

    private async Task BecomeReadyAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        while (!await AnswersAsync(limit.Token))
        {
            if (Exited.IsCompleted)
            {
                throw new InvalidOperationException($"Redis does not start:\n{Server.Tail}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
