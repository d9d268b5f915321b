namespace PaymentGateway.AppHost.Local;

internal static class Prerequisites
{
    public static async Task CheckAsync(CancellationToken cancel)
    {
        var missing = new List<string>();
        if (await PostgresProcess.FindProgramsAsync(cancel) is null)
        {
            missing.Add("PostgreSQL (initdb, postgres)");
        }

        if (RedisProcess.FindProgram() is null)
        {
            missing.Add("Redis or Valkey (redis-server, valkey-server)");
        }

        if (missing.Count > 0)
        {
            throw new StartRefusedException(
                $"""
                Not found on this machine: {string.Join(" and ", missing)}. Install with one of

                  Debian, Ubuntu   sudo apt-get install postgresql redis-server     (./run.sh does it for you)
                  Fedora           sudo dnf install postgresql-server valkey
                  macOS            brew install postgresql@17 redis

                or start everything in containers:

                  Docker           docker compose up --build

                PostgreSQL in another place: POSTGRES_BIN=/folder/of/initdb
                """,
                exitCode: 2);
        }
    }
}
