using System.Diagnostics;
using Npgsql;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>The database answers and refuses: callers are told to come back, the probes say so, and nobody restarts anything.</summary>
public sealed class RefusingPostgres(Servers servers)
{
    private const string Role = "app";
    private const string Kick = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly Refusal[] Refusals =
    [
        new("25006 read only", ["ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"],
            ["ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"], CanRead: true),
        new("28P01 password changed", [$"ALTER ROLE {Role} PASSWORD 'another'", Kick],
            [$"ALTER ROLE {Role} PASSWORD '{TestFolder.Password}'"]),
        new("28000 log-in revoked", [$"ALTER ROLE {Role} NOLOGIN", Kick], [$"ALTER ROLE {Role} LOGIN"]),
        new("53300 too many connections", [$"ALTER ROLE {Role} CONNECTION LIMIT 0", Kick], [$"ALTER ROLE {Role} CONNECTION LIMIT -1"]),
        new("42501 right revoked", [], [], CanRead: true)
        {
            InDatabase = ($"REVOKE INSERT, UPDATE ON ALL TABLES IN SCHEMA public FROM {Role}", $"GRANT ALL ON ALL TABLES IN SCHEMA public TO {Role}"),
        },
        new("3D000 database renamed",
            ["ALTER DATABASE payment_gateway ALLOW_CONNECTIONS false", Kick, "ALTER DATABASE payment_gateway RENAME TO elsewhere"],
            ["ALTER DATABASE elsewhere RENAME TO payment_gateway", "ALTER DATABASE payment_gateway ALLOW_CONNECTIONS true"]),
    ];

    [Fact]
    public async Task Each_refusal_gives_503_and_fails_the_probes_until_it_ends()
    {
        await using var postgres = await OwnPostgres.StartAsync(servers);
        await postgres.ExecuteAsync($"CREATE ROLE {Role} LOGIN PASSWORD '{TestFolder.Password}'");
        await postgres.ExecuteAsync(
            $"GRANT ALL ON ALL TABLES IN SCHEMA public TO {Role}; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {Role}", PostgresProcess.Database);
        var database = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Username = Role }.ConnectionString;
        await using var gateway = await Gateway.StartAsync(servers, new(), database);
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.PaidAsync();

        foreach (var refusal in Refusals)
        {
            await refusal.BeginAsync(postgres);
            await FailsAsync(merchant, refusal);
            await refusal.EndAsync(postgres);
            await RecoversAsync(merchant, refusal);
        }
    }

    private static async Task FailsAsync(TestMerchant merchant, Refusal refusal)
    {
        var began = Stopwatch.GetTimestamp();
        await BecomesAsync(merchant, "/ready", 503, refusal);
        await BecomesAsync(merchant, "/health", 503, refusal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{refusal.Name}: noticed after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        var health = await merchant.GetAsync("/health");
        Assert.Contains("\"unhealthy\"", health.Body, StringComparison.Ordinal);
        Assert.Contains("\"database\":\"disconnected\"", health.Body, StringComparison.Ordinal);

        var started = Stopwatch.GetTimestamp();
        var answer = await merchant.PostAsync("/api/v1/orders", new { amount = 1000 });
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 3);
        Assert.True((int)answer.Status == 503, $"{refusal.Name}: {answer}");
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Equal(refusal.CanRead ? 200 : 503, (int)(await merchant.GetAsync("/api/v1/orders")).Status);
    }

    private static async Task RecoversAsync(TestMerchant merchant, Refusal refusal)
    {
        await BecomesAsync(merchant, "/ready", 200, refusal);
        await merchant.PaidAsync();
    }

    private static Task<int> BecomesAsync(TestMerchant merchant, string probe, int status, Refusal refusal) => Eventually.GetAsync(
        async () => (int)(await merchant.GetAsync(probe)).Status, seen => seen == status, $"{probe} says {status} ({refusal.Name})", Limit);

    private sealed record Refusal(string Name, string[] Begin, string[] End, bool CanRead = false)
    {
        public (string Begin, string End)? InDatabase { get; init; }

        public async Task BeginAsync(OwnPostgres postgres)
        {
            foreach (var sql in Begin)
            {
                await postgres.ExecuteAsync(sql);
            }

            if (InDatabase is var (begin, _))
            {
                await postgres.ExecuteAsync(begin, PostgresProcess.Database);
            }
        }

        public async Task EndAsync(OwnPostgres postgres)
        {
            foreach (var sql in End)
            {
                await postgres.ExecuteAsync(sql);
            }

            if (InDatabase is var (_, end))
            {
                await postgres.ExecuteAsync(end, PostgresProcess.Database);
            }
        }
    }
}
