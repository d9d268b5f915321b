using System.Collections.Immutable;
using System.Globalization;

namespace PaymentGateway.Tests.Processes;

/// <summary>A PostgreSQL server of our own on loopback, with <see cref="User"/> and <see cref="Database"/> in it.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    public const string User = "gateway_user";
    public const string Database = "payment_gateway";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly ImmutableDictionary<string, string?> PlainLocale =
        ImmutableDictionary<string, string?>.Empty.Add("LC_ALL", "C");

    private readonly string _programs;
    private readonly string _password;

    private PostgresProcess(HostProcess server, string programs, int port, string password) =>
        (Server, _programs, Port, _password) = (server, programs, port, password);

    public HostProcess Server { get; }

    public int Port { get; }

    public int Pid => Server.Pid;

    public Task<int> Exited => Server.Exited;

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={Port};Username={User};Password={_password};Database={Database}";

    /// <summary>What to type to look inside.</summary>
    public string ClientCommand => $"PGPASSWORD={_password} psql -h 127.0.0.1 -p {Port} -U {User} {Database}";

    /// <summary>Starts the server of a folder, which is made when it is not there. Port 0 takes any free one.</summary>
    public static async Task<PostgresProcess> StartAsync(
        string folder, int port, string password, bool durable = true, Action<string>? log = null,
        CancellationToken cancel = default)
    {
        var programs = await FindProgramsAsync(cancel)
            ?? throw new FileNotFoundException("PostgreSQL's server programs are not installed.");
        await InitializeAsync(programs, folder, password, durable, cancel);

        port = port == 0 ? HostProcess.FreePort() : port;
        ImmutableArray<string> settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=500",
            .. durable ? [] : (string[])["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
        ];
        var place = await Place.PrepareAsync(folder, cancel);
        var server = HostProcess.Start(place.Launch(
            Path.Combine(programs, "postgres"), [.. settings.SelectMany(setting => new[] { "-c", setting })]) with
        {
            // SIGTERM would wait for every client; SIGINT closes them and leaves nothing to recover.
            StopSignal = StopSignal.Interrupt,
            Log = log,
        });
        var postgres = new PostgresProcess(server, programs, port, password);
        try
        {
            await postgres.BecomeReadyAsync(cancel);
            return postgres;
        }
        catch (OperationCanceledException reason) when (!cancel.IsCancellationRequested)
        {
            await postgres.DisposeAsync();
            throw new InvalidOperationException($"PostgreSQL does not answer:\n{server.Tail}", reason);
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>The folder of initdb, postgres and psql, or null.</summary>
    public static async Task<string?> FindProgramsAsync(CancellationToken cancel)
    {
        var configured = HostProcess.Find("pg_config") is { } config
            ? (await HostProcess.RunAsync(new Launch(config, "--bindir"), cancel)).Output
            : null;
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("POSTGRES_BIN"),
            HostProcess.Find("initdb") is { } initdb ? Path.GetDirectoryName(Target(initdb)) : null,
            configured,
            .. Versions("/usr/lib/postgresql", "*"),
            .. Versions("/opt/homebrew/opt", "postgresql@*"),
            .. Versions("/usr/local/opt", "postgresql@*"),
        ];
        return candidates.FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, "initdb")));

        static string Target(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;

        static IEnumerable<string> Versions(string root, string pattern) => !Directory.Exists(root)
            ? []
            : Directory.GetDirectories(root, pattern)
                .OrderByDescending(folder => int.TryParse(folder.Split('/', '@')[^1], out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"));
    }

    /// <summary>Whether a real query is answered.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancel) =>
        await QueryAsync(Database, "SELECT 1", cancel) is (0, _);

    public Task StopAsync() => Server.StopAsync();

    public void Kill() => Server.Kill();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
    }

    // Filled beside its place and moved there when whole: an interrupted start leaves no half of a database.
    private static async Task InitializeAsync(
        string programs, string folder, string password, bool durable, CancellationToken cancel)
    {
        if (File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            return;
        }

        if (Directory.Exists(folder + ".new"))
        {
            Directory.Delete(folder + ".new", recursive: true);
        }

        var draft = await Place.PrepareAsync(folder + ".new", cancel);
        var passwordFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(passwordFile, password, cancel);
            await draft.OwnAsync(passwordFile, cancel);
            ImmutableArray<string> arguments =
            [
                "-U", User, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8",
                OperatingSystem.IsMacOS() ? "--locale=C" : "--locale=C.UTF-8", .. durable ? [] : (string[])["--no-sync"],
            ];
            var initdb = draft.Launch(Path.Combine(programs, "initdb"), arguments);
            if (await HostProcess.RunAsync(initdb, cancel) is (not 0, var complaint))
            {
                throw new InvalidOperationException($"initdb failed:\n{complaint}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder); // only an empty one: what is in it is not ours
        }

        Directory.Move(draft.Folder, folder);
    }

    private async Task BecomeReadyAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        const string exists = $"SELECT count(*) FROM pg_database WHERE datname = '{Database}'";
        while (true)
        {
            switch (await QueryAsync("postgres", exists, limit.Token))
            {
                case (0, "1"):
                    return;
                case (0, _):
                    await QueryAsync("postgres", $"CREATE DATABASE {Database}", limit.Token);
                    break;
                case (_, var refusal) when Exited.IsCompleted || refusal.Contains("password", StringComparison.Ordinal):
                    throw new InvalidOperationException($"PostgreSQL does not start:\n{Server.Tail}\n{refusal}");
                default:
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
                    break;
            }
        }
    }

    private Task<(int ExitCode, string Output)> QueryAsync(string database, string sql, CancellationToken cancel) =>
        HostProcess.RunAsync(
            new Launch(
                Path.Combine(_programs, "psql"),
                "-X", "-w", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", User,
                "-d", database, "-tAc", sql)
            { Environment = PlainLocale.Add("PGPASSWORD", _password) },
            cancel);

    // The server refuses to be root. As root it gets an account of its own, which owns the folder but may not be
    // allowed through the folders above (a clone below /root): it is handed the folder already open, as number 9.
    private sealed record Place(string Folder, (uint User, uint Group)? Account)
    {
        public static async Task<Place> PrepareAsync(string folder, CancellationToken cancel)
        {
            var place = new Place(
                Directory.CreateDirectory(folder).FullName, Environment.IsPrivilegedProcess ? Unprivileged() : null);
            await place.OwnAsync(place.Folder, cancel);
            return place;
        }

        public Launch Launch(string program, ImmutableArray<string> arguments) => new(program, arguments)
        {
            OpenFolder = Account is null ? null : Folder,
            WorkingDirectory = Account is null ? Folder : "/",
            Account = Account,
            Environment = PlainLocale.Add("PGDATA", Account is null ? Folder : "/proc/self/fd/9"),
        };

        public async Task OwnAsync(string path, CancellationToken cancel)
        {
            if (Account is var (user, group)
                && await HostProcess.RunAsync(new Launch("chown", "-R", $"{user}:{group}", path), cancel) is (not 0, var refusal))
            {
                throw new InvalidOperationException(refusal);
            }
        }

        private static (uint User, uint Group) Unprivileged()
        {
            var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToLookup(fields => fields[0]);
            var fields = accounts["postgres"].Concat(accounts["nobody"]).First();
            return (uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
        }
    }
}
