using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>The program itself: exit codes, and what is on stdout and on stderr.</summary>
public sealed class CommandProcesses(Servers servers)
{
    private const string Away = "Host=127.0.0.1;Port=1;Username=gateway_user;Database=payment_gateway;Password=any";

    [Fact]
    public async Task A_list_prints_its_table_and_nothing_else()
    {
        var list = await RunAsync(await servers.EmptyDatabaseAsync(), "merchants", "list");

        list.ExpectDone();
        Assert.Equal(2, list.Lines.Length);
        Assert.Matches("^ID +EMAIL +NAME +STATUS +CREATED \\(UTC\\)$", list.Lines[0]);
        Assert.Contains("  test@example.com  Test Merchant  active  ", list.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_ends_with_2_and_starts_no_worker() =>
        (await RunAsync(Away, "merchant", "list")).ExpectWrongUsage("Unknown command or argument: merchant list");

    [Fact]
    public async Task A_database_that_is_away_ends_migrate_with_1_and_one_line() =>
        (await RunAsync(Away, "migrate")).ExpectRefusal("Database error: Failed to connect to 127.0.0.1:1");

    [Fact]
    public async Task A_migration_prints_nothing() =>
        Assert.Equal("", (await RunAsync(await servers.NewDatabaseAsync("template0"), "migrate")).ExpectDone().Output);

    [Theory]
    [InlineData("--Queue:Lease=soon")]
    [InlineData("migrate", "--Queue:Lease", "soon")]
    public async Task Settings_are_taken_as_arguments_by_the_worker_and_by_migrate(params string[] arguments)
    {
        var refused = await RunAsync(Away, arguments);

        Assert.Equal((78, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("'soon' at 'Queue:Lease'", Assert.Single(refused.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private async Task<CommandResult> RunAsync(string database, params string[] arguments)
    {
        var folder = Directory.CreateDirectory(servers.Folder.Child("command")).FullName;
        var (output, errors) = (Path.Combine(folder, "output"), Path.Combine(folder, "errors"));
        var program = HostProcess.ServiceLaunch("Worker", [.. arguments], new GatewaySettings().EnvironmentFor(database, "127.0.0.1:1"));
        await using var shell = HostProcess.Start(program with
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"\"$@\" >{output} 2>{errors}", "sh", program.Program, .. program.Arguments],
        });
        var exitCode = await shell.Exited.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        return new CommandResult(exitCode, await File.ReadAllTextAsync(output), await File.ReadAllTextAsync(errors));
    }
}
