using System.Globalization;
using Npgsql;

namespace PaymentGateway.Tests.Processes;

/// <summary>A PostgreSQL server on loopback, with <see cref="User"/> and <see cref="Database"/>.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    public const string User = "gateway_user";
    public const string Database = "payment_gateway";

    private PostgresProcess(HostProcess server, int port, string password)
    {
        (Server, Port) = (server, port);
        ConnectionString = $"Host=127.0.0.1;Port={port};Username={User};Password={password};Database={Database}";
    }

    /// <summary>The start script, which ends after the server.</summary>
    public HostProcess Server { get; }

    public int Port { get; }

    /// <summary>The postmaster's.</summary>
    public int Pid { get; private set; }

    public string ConnectionString { get; }

    /// <summary>Starts a server on the data in <paramref name="folder"/>. Port 0 takes any free one.</summary>
    public static async Task<PostgresProcess> StartAsync(
        string folder, int port, string password, bool durable = true, Action<string>? log = null,
        CancellationToken cancellationToken = default)
    {
        port = port == 0 ? HostProcess.FreePort() : port;
        var environment = new Dictionary<string, string?>
        {
            ["PGPORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = User,
            ["PGPASSWORD"] = password,
            ["PGDATABASE"] = Database,
        };
        var server = ServerScript.Start("postgres.sh", folder, durable, environment, log);
        var postgres = new PostgresProcess(server, port, password);
        try
        {
            await ServerScript.WaitUntilReadyAsync(server, postgres.IsReadyAsync, cancellationToken);
            var firstLine = File.ReadLines(Path.Combine(folder, "postmaster.pid")).First();
            postgres.Pid = int.Parse(firstLine, CultureInfo.InvariantCulture);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a query succeeds. Throws when waiting does not help: a wrong password, no database.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await QueryAsync("SELECT 1", cancellationToken);
            return true;
        }
        catch (NpgsqlException error) when (error.SqlState is null or PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    /// <summary>The path of a program that was installed with the server, such as pgbench.</summary>
    public async Task<string> ProgramAsync(string name, CancellationToken cancellationToken = default) =>
        $"{await QueryAsync("SELECT setting FROM pg_config WHERE name = 'BINDIR'", cancellationToken)}/{name}";

    public Task StopAsync() => Server.StopAsync();

    /// <summary>Kills the postmaster; its children end when they notice.</summary>
    public void Kill() => HostProcess.Send(Pid, Signal.Kill);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
    }

    private async Task<object> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
