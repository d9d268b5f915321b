namespace PaymentGateway.AppHost.Start;

internal static class Prerequisites
{
    private static readonly string[] Folders = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>Finds a server's programs as its start script does.</summary>
    public static void Check(string server)
    {
        var (name, isInstalled) = server == "postgres"
            ? ("PostgreSQL (initdb, postgres)", HasPostgres())
            : ("Redis or Valkey (redis-server, valkey-server)", IsOnPath("redis-server") || IsOnPath("valkey-server"));
        if (!isInstalled)
        {
            throw new StartRefusedException(
                $"""
                {name} is not installed. Install with one of

                  Debian, Ubuntu   sudo apt-get install postgresql redis-server     (./run.sh does this)
                  Fedora           sudo dnf install postgresql-server valkey
                  macOS            brew install postgresql@17 redis

                or start Docker or Podman: the servers then run in containers. PostgreSQL elsewhere: POSTGRES_BIN=/folder/of/initdb
                """,
                exitCode: 2);
        }
    }

    private static bool HasPostgres() =>
        File.Exists(Path.Combine(Environment.GetEnvironmentVariable("POSTGRES_BIN") ?? "/nonexistent", "initdb"))
        || IsOnPath("initdb")
        || Folders.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Any(folder => File.Exists($"{folder}/bin/initdb"));

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
