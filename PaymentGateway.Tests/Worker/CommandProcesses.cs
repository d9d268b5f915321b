using System.Buffers.Binary;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary>The program itself: exit codes, and what is on stdout and on stderr.</summary>
public sealed class CommandProcesses(Servers servers)
{
    private const string Away = "Host=127.0.0.1;Port=1;Username=gateway_user;Database=payment_gateway;Password=any";

    [Fact]
    public async Task A_command_prints_its_result_and_nothing_else_whatever_is_logged()
    {
        var added = await RunAsync(await servers.NewDatabaseAsync(), "merchants", "add", "shop@example.com");

        added.ExpectDone();
        Assert.Equal(7, added.Lines.Length);
        Assert.Matches("^Merchant [0-9a-f-]{36} created.", added.Lines[0]);
        Assert.StartsWith("  webhook secret  whsec_", added.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_saved_as_600_000_rounds_of_HMAC_SHA512()
    {
        var database = await servers.NewDatabaseAsync();

        (await RunAsync(database, "merchants", "add", "shop@example.com")).ExpectDone();

        await using var db = TestDatabase.Open(database);
        var hash = Convert.FromBase64String((await db.Merchants.SingleAsync(merchant => merchant.Email == "shop@example.com")).PasswordHash!);
        var (format, function, rounds) = (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
        Assert.Equal((1, (uint)KeyDerivationPrf.HMACSHA512, 600_000u), (format, function, rounds)); // as ASP.NET Core Identity saves it
    }

    [Fact]
    public async Task A_migration_logs_to_stderr()
    {
        var migration = await RunAsync(await servers.NewDatabaseAsync("template0"), "migrate");

        Assert.Equal((0, ""), (migration.ExitCode, migration.Output));
        Assert.NotEmpty(migration.Errors);
    }

    [Fact]
    public async Task An_unknown_command_ends_with_2_and_starts_no_worker() =>
        (await RunAsync(Away, "merchant", "list")).ExpectWrongUsage("Unknown command or argument: merchant list");

    [Fact]
    public async Task A_database_that_is_away_ends_migrate_with_1_and_one_line() =>
        (await RunAsync(Away, "migrate")).ExpectRefusal("Database error: Failed to connect to 127.0.0.1:1");

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
        var environment = new GatewaySettings().EnvironmentFor(database, "127.0.0.1:1");
        environment["Logging__LogLevel__Microsoft"] = "Debug";
        var program = HostProcess.ServiceLaunch("Worker", [.. arguments], environment);
        await using var shell = HostProcess.Start(program with
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"\"$@\" >{output} 2>{errors}", "sh", program.Program, .. program.Arguments],
        });
        var exitCode = await shell.Exited.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        return new CommandResult(exitCode, await File.ReadAllTextAsync(output), await File.ReadAllTextAsync(errors));
    }
}
