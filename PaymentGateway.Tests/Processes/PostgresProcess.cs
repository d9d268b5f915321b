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
            await QueryAsync(ConnectionString, "SELECT 1", cancellationToken);
            return true;
        }
        catch (NpgsqlException error) when (error.SqlState is null or PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    /// <summary>The path of a program that was installed with the server, such as pgbench.</summary>
    public Task<string> ProgramAsync(string name, CancellationToken cancellationToken = default) =>
        ProgramAsync(ConnectionString, name, cancellationToken);

    public static async Task<string> ProgramAsync(
        string connectionString, string name, CancellationToken cancellationToken = default)
    {
        const string BinDir = "SELECT setting FROM pg_config WHERE name = 'BINDIR'";
        return $"{await QueryAsync(connectionString, BinDir, cancellationToken)}/{name}";
    }

    /// <summary>What pg_controldata says of the data in a folder: "shut down" after a clean end.</summary>
    public static async Task<string> ClusterStateAsync(
        string controldata, string folder, CancellationToken cancellationToken = default)
    {
        const string Label = "Database cluster state:";
        var lines = new List<string>();
        await HostProcess.RunAsync(
            new Launch(controldata, folder)
            {
                Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                Log = lines.Add,
            },
            cancellationToken);
        return lines.Single(line => line.StartsWith(Label, StringComparison.Ordinal))[Label.Length..].Trim();
    }

    public Task StopAsync() => Server.StopAsync();

    /// <summary>Kills the postmaster; its children end when they notice.</summary>
    public void Kill() => HostProcess.Send(Pid, Signal.Kill);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
    }

    private static async Task<object> QueryAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
