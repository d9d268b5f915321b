using System.Collections.Concurrent;
using Npgsql;
using PaymentGateway.Tests.Support;
using StackExchange.Redis;

namespace PaymentGateway.Tests.Processes;

/// <summary>The start scripts of PostgreSQL and Redis, which the AppHost runs where there are no containers.</summary>
public sealed class StartScripts : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task PostgreSQL_starts_in_a_fresh_folder_and_again_without_crash_recovery()
    {
        var folder = _folder.Child("postgres");
        await using (await StartPostgresAsync(folder))
        {
        }

        var log = new ConcurrentQueue<string>();
        await using var second = await StartPostgresAsync(folder, log: log.Enqueue);

        Assert.True(await second.IsReadyAsync(TestContext.Current.CancellationToken));
        await second.StopAsync(); // its last line has arrived
        Assert.DoesNotContain(log, line => line.Contains("recovery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SIGTERM_to_the_script_shuts_PostgreSQL_down_cleanly_while_clients_are_connected()
    {
        var folder = _folder.Child("postgres");
        await using var postgres = await StartPostgresAsync(folder);
        var controldata = await postgres.ProgramAsync("pg_controldata");
        await using var client = new NpgsqlConnection($"{postgres.ConnectionString};Pooling=false");
        await client.OpenAsync();

        HostProcess.Send(postgres.Server.Pid, Signal.Terminate);

        Assert.Equal(0, await postgres.Server.Exited.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System));
        Assert.Equal("shut down", await PostgresProcess.ClusterStateAsync(controldata, folder));
    }

    [Fact]
    public async Task The_script_ends_with_an_error_after_the_postmaster_is_killed()
    {
        await using var postgres = await StartPostgresAsync(_folder.Child("postgres"));

        postgres.Kill();

        Assert.NotEqual(0, await postgres.Server.Exited.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System));
    }

    [Fact]
    public async Task An_interrupted_initialisation_is_redone()
    {
        var folder = _folder.Child("postgres");
        using var interruption = new CancellationTokenSource();
        var start = StartPostgresAsync(folder, cancellationToken: interruption.Token);
        await Eventually.BecomesTrueAsync(() => File.Exists($"{folder}.new/PG_VERSION"), "initdb has begun");
        await interruption.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.False(File.Exists(Path.Combine(folder, "PG_VERSION")));

        await using var second = await StartPostgresAsync(folder);

        Assert.True(await second.IsReadyAsync(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists($"{folder}.new"));
    }

    [Fact]
    public async Task A_folder_with_files_of_others_is_refused_and_keeps_its_owner()
    {
        var folder = Directory.CreateDirectory(_folder.Child("documents")).FullName;
        var file = Path.Combine(folder, "letter.txt");
        await File.WriteAllTextAsync(file, "Dear reader");
        var owner = await OwnerOfAsync(file);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartPostgresAsync(folder));

        Assert.Contains("Choose an empty folder", error.Message, StringComparison.Ordinal);
        Assert.Equal(owner, await OwnerOfAsync(file));
    }

    [Fact]
    public async Task As_root_the_data_folder_may_lie_below_a_folder_that_the_postgres_account_cannot_enter()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root starts PostgreSQL under another account.");
        var closed = Directory.CreateDirectory(_folder.Child("closed")).FullName;
        await HostProcess.RunAsync(new Launch("chmod", "700", closed), TestContext.Current.CancellationToken);

        await using var postgres = await StartPostgresAsync(Path.Combine(closed, "postgres"));

        Assert.True(await postgres.IsReadyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_password_is_reported_at_once()
    {
        var folder = _folder.Child("postgres");
        await using (await StartPostgresAsync(folder))
        {
        }

        var start = StartPostgresAsync(folder, password: "wrong");

        var error = await Assert.ThrowsAsync<PostgresException>(() => start);
        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
    }

    [Fact]
    public async Task Redis_keeps_its_data_for_the_next_start()
    {
        var folder = _folder.Child("redis");
        await using (var first = await RedisProcess.StartAsync(folder, 0, TestFolder.Password))
        {
            await using var client = await ConnectionMultiplexer.ConnectAsync(first.ConnectionString);
            await client.GetDatabase().StringSetAsync("greeting", "hello");
        }

        await using var second = await RedisProcess.StartAsync(folder, 0, TestFolder.Password);

        await using var secondClient = await ConnectionMultiplexer.ConnectAsync(second.ConnectionString);
        Assert.Equal("hello", await secondClient.GetDatabase().StringGetAsync("greeting"));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<PostgresProcess> StartPostgresAsync(
        string folder, string password = TestFolder.Password, Action<string>? log = null,
        CancellationToken cancellationToken = default) =>
        PostgresProcess.StartAsync(folder, 0, password, durable: false, log, cancellationToken);

    private static async Task<string> OwnerOfAsync(string file) =>
        (await HostProcess.RunAsync(new Launch("ls", "-n", file), TestContext.Current.CancellationToken)).Output;
}
