using System.Globalization;
using Npgsql;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A PostgreSQL of one test, with the gateway's tables, which the test may freeze, stop and misconfigure.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private const string Operator = "operator";

    private readonly string _folder;
    private readonly int _port;
    private PostgresProcess _server;

    private OwnPostgres(string folder, int port, PostgresProcess server) => (_folder, _port, _server) = (folder, port, server);

    public string ConnectionString => _server.ConnectionString;

    /// <param name="folder">Where its data lies, if not in the run's folder.</param>
    public static async Task<OwnPostgres> StartAsync(Servers servers, string? folder = null)
    {
        folder ??= servers.Data.Child("own-postgres");
        var port = HostProcess.FreePort();
        var postgres = new OwnPostgres(folder, port, await PostgresProcess.StartAsync(folder, port, TestFolder.Password, durable: false));
        await InProcessHost.MigrateAsync(postgres.ConnectionString);
        await postgres.ExecuteAsync($"CREATE ROLE {Operator} SUPERUSER LOGIN PASSWORD '{TestFolder.Password}'", user: PostgresProcess.User);
        return postgres;
    }

    /// <summary>Stops all its processes from running. Their sockets stay open, and the kernel goes on acknowledging.</summary>
    public void Freeze() => SendToAll(Signal.Stop);

    public void Thaw() => SendToAll(Signal.Continue);

    public Task StopAsync() => _server.StopAsync();

    public async Task StartAgainAsync()
    {
        await _server.DisposeAsync();
        _server = await PostgresProcess.StartAsync(_folder, _port, TestFolder.Password, durable: false);
        // Only those of the tests, which retry nothing: the gateway's pools have settings of their own in their connection string.
        await using var any = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(any);
    }

    /// <summary>One statement, by an operator who may do everything.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres", string user = Operator)
    {
        var own = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Database = database, Username = user };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Thaw();
        await _server.DisposeAsync();
    }

    /// <summary>The server and its children.</summary>
    public IEnumerable<int> Pids() => Directory.GetDirectories("/proc").Select(Path.GetFileName)
        .Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Where(pid => pid == _server.Pid || ParentOf(pid) == _server.Pid);

    private void SendToAll(Signal signal)
    {
        foreach (var pid in Pids().ToList())
        {
            HostProcess.Send(pid, signal);
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }
}
