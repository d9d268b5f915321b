using System.Net;
using System.Runtime.Versioning;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

[UnsupportedOSPlatform("windows")]
[TestMethodOrderer(typeof(EndingLast))]
public sealed class StartingTheAppHost(SharedAppHost shared) : IClassFixture<SharedAppHost>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_json_lists_every_process_and_is_private()
    {
        var appHost = await shared.RunningAsync();

        var resources = appHost.Resources();

        Assert.Equal(
            ["api", "aspire-dashboard", "checkout", "dashboard", "postgres", "redis", "worker"],
            resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(resources.Values, resource => Assert.True(ProcessTree.IsAlive(resource.Pid), resource.Name));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(appHost.RunFile));
    }

    [Fact]
    public async Task Every_address_in_the_Ready_table_responds()
    {
        var table = new ReadyTable((await shared.RunningAsync()).Lines);
        using var client = new HttpClient();

        Assert.Equal(
            ["API", "API reference", "Aspire dashboard", "Checkout", "Dashboard", "Demo shop"],
            table.Urls.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, url) in table.Urls)
        {
            using var response = await client.GetAsync(name == "API" ? new Uri(url, "/health") : url);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{name} ({url}): {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("PostgreSQL", "--tuples-only --command 'SELECT 40 + 2'", "42")]
    [InlineData("Redis", "PING", "PONG")]
    public async Task A_server_command_in_the_Ready_table_connects(string name, string arguments, string expected)
    {
        var table = new ReadyTable((await shared.RunningAsync()).Lines);

        var (exitCode, output) = await ShellAsync($"{table.Commands[name]} {arguments}");

        Assert.True(exitCode == 0 && output.Contains(expected, StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task The_printed_curl_command_creates_a_payment()
    {
        var table = new ReadyTable((await shared.RunningAsync()).Lines);

        var (_, output) = await ShellAsync(table.Curl);

        Assert.Contains("\"status\":\"pending\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_the_worker_finds_the_database_in_run_json()
    {
        await shared.RunningAsync();

        var list = await new OperatorConsole(database: null) { DataFolder = shared.Data }.RunAsync("merchants", "list");

        Assert.Contains("test@example.com", list.ExpectDone().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_in_the_same_data_folder_is_refused()
    {
        await shared.RunningAsync();
        await using var second = StartedAppHost.Start(shared.Data);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.StartsWith($"Another run uses {shared.Data}.", Assert.Single(second.Lines), StringComparison.Ordinal);
    }

    [Fact]
    [Trait(EndingLast.Trait, "the AppHost")]
    public async Task SIGTERM_ends_every_process_and_shuts_PostgreSQL_down_cleanly()
    {
        var runFile = (await shared.RunningAsync()).RunFile;

        await shared.EndsCleanlyAsync(async appHost => Assert.Equal(0, await appHost.StopAsync()));

        Assert.False(File.Exists(runFile));
    }

    private static Task<(int ExitCode, string Output)> ShellAsync(string command) =>
        HostProcess.RunAsync(new Launch("/bin/sh", "-c", command), CancellationToken);
}
