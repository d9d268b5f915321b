using System.Text.Json;
using Npgsql;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Commands;

namespace PaymentGateway.Tests.Worker;

/// <summary>How arguments are understood, and how commands fail.</summary>
public sealed class CommandLineTests(Servers servers)
{
    private const string Away = "Host=127.0.0.1;Port=1;Username=gateway_user;Database=payment_gateway;Password=any";

    private static readonly Dictionary<string, string?> OutsideTheSandbox = new()
    {
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["TEST_MODE"] = "false",
        ["Security__MasterKey"] = null,
        ["ConnectionStrings__redis"] = null,
    };

    public static TheoryData<string, string> HelpPages => new()
    {
        { "", "migrate merchants jobs" },
        { "migrate", "schema <settings>" },
        { "merchants", "list add rename disable enable reset-password rotate-keys Examples:" },
        { "merchants list", "Lists all merchants" },
        { "merchants add", "<email> --name Examples:" },
        { "merchants rename", "<merchant> <name> Examples:" },
        { "merchants disable", "<merchant> Examples:" },
        { "merchants enable", "<merchant> Examples:" },
        { "merchants reset-password", "<merchant> Examples:" },
        { "merchants rotate-keys", "<merchant> --overlap Examples:" },
        { "jobs", "dead retry retry-all Examples:" },
        { "jobs dead", "--limit Examples:" },
        { "jobs retry", "<id> Examples:" },
        { "jobs retry-all", "--kind <payment|refund|reversal|webhook> Examples:" },
    };

    [Theory]
    [MemberData(nameof(HelpPages))]
    public async Task Help_is_printed_at_each_level_without_any_setting(string command, string mentioned)
    {
        var help = (await new OperatorConsole(database: null).RunAsync([.. Words(command), "--help"])).ExpectDone();

        Assert.All(Words(mentioned), word => Assert.Contains(word, help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("merchant list", "Unknown command or argument: merchant list", " --help")]
    [InlineData("migrat", "Unknown command or argument: migrat", " --help")]
    [InlineData("--verbose", "Unknown command or argument: --verbose", " --help")]
    [InlineData("--Queue:Lease=00:00:30 migrate", "Unknown command or argument: --Queue:Lease=00:00:30", "migrate --help")]
    [InlineData("migrate now", "Not settings: now", "migrate --help")]
    [InlineData("migrate --Queue:Lease", "Not settings: --Queue:Lease", "migrate --help")]
    [InlineData("merchants", "Required command was not provided.", "merchants --help")]
    [InlineData("merchants remove", "Unknown command or argument: remove", "merchants --help")]
    [InlineData("merchants rename shop@example.com", "Required argument missing for command: 'rename'.", "merchants rename --help")]
    [InlineData("merchants list all", "Unknown command or argument: all", "merchants list --help")]
    [InlineData("merchants list --Queue:Lease=00:00:30", "Unknown command or argument: --Queue:Lease=00:00:30", "merchants list --help")]
    [InlineData("jobs retry first", "first is not the id of a job.", "jobs retry --help")]
    [InlineData("jobs retry -1", "-1", "jobs retry --help")]
    [InlineData("jobs retry-all --kind payments", "Argument 'payments' not recognized.", "jobs retry-all --help")]
    [InlineData("jobs dead --limit 0", "0 is not a number from 1 to 1000.", "jobs dead --help")]
    [InlineData("jobs dead --limit 1001", "1001 is not a number from 1 to 1000.", "jobs dead --help")]
    [InlineData("jobs dead --limit many", "many is not a number from 1 to 1000.", "jobs dead --help")]
    public async Task Wrong_usage_is_refused_with_where_to_find_help(string arguments, string error, string help)
    {
        var refused = await new OperatorConsole(database: null).RunAsync(Words(arguments));

        refused.ExpectWrongUsage(error);
        Assert.Matches($"^Run \\S+ ?{help.TrimStart()} for usage.$", refused.Errors.TrimEnd().Split('\n')[^1]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--Queue:Lease=00:00:30 --TEST_MODE=true", true)]
    [InlineData("--Queue:Lease 00:00:30", true)]
    [InlineData("/Queue:Lease=00:00:30 /Queue:BatchSize 5 TEST_MODE=true", true)]
    [InlineData("--applicationName=PaymentGateway.Worker", true)]
    [InlineData("--Queue:Lease=00:00:30 merchants", false)]
    [InlineData("merchants list", false)]
    [InlineData("-x=1", false)]
    [InlineData("=1", false)]
    [InlineData("--=1", false)]
    [InlineData("--Queue:Lease", false)]
    [InlineData("--help", false)]
    [InlineData("--help merchants", false)]
    [InlineData("--version", false)]
    public void Only_settings_start_the_worker(string arguments, bool isWorker) =>
        Assert.Equal(isWorker, ConfigurationArguments.AreAll(Words(arguments)));

    [Fact]
    public async Task A_name_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        var console = new OperatorConsole(await servers.EmptyDatabaseAsync());

        (await console.RunAsync("merchants", "rename", "nobody@example.com", "@home")).ExpectRefusal("No merchant has the id");
    }

    [Theory]
    [InlineData("merchants list")]
    [InlineData("merchants add shop@example.com")]
    [InlineData("jobs retry-all")]
    [InlineData("migrate")]
    public async Task A_database_that_is_away_is_one_line(string command) =>
        (await new OperatorConsole(Away).RunAsync(Words(command))).ExpectRefusal("Database error: Failed to connect to 127.0.0.1:1");

    [Fact]
    public async Task A_database_that_refuses_the_log_in_is_one_line()
    {
        var wrong = new NpgsqlConnectionStringBuilder(await servers.EmptyDatabaseAsync()) { Username = "nobody" }.ConnectionString;

        (await new OperatorConsole(wrong).RunAsync("merchants", "list")).ExpectRefusal("Database error: ");
        (await new OperatorConsole(wrong).RunAsync("migrate")).ExpectRefusal("Database error: ");
    }

    [Fact]
    public async Task A_database_that_is_not_migrated_is_one_line() =>
        (await new OperatorConsole(await servers.NewDatabaseAsync("template0")).RunAsync("jobs", "dead"))
            .ExpectRefusal("The database is not migrated.");

    [Fact]
    public async Task Commands_need_neither_a_master_key_nor_redis_unless_they_make_secrets()
    {
        var console = new OperatorConsole(await servers.EmptyDatabaseAsync())
        {
            Extra = OutsideTheSandbox,
        };

        (await console.RunAsync("merchants", "list")).ExpectDone();
        var refused = await console.RunAsync("merchants", "add", "shop@example.com");
        Assert.Equal((78, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("Security:MasterKey is not set", Assert.Single(refused.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_the_gateway_that_runs_in_the_repository_is_used()
    {
        var folder = Directory.CreateDirectory(servers.Folder.Child("data")).FullName;
        var console = new OperatorConsole(database: null) { DataFolder = folder };
        Assert.Equal(78, (await console.RunAsync("merchants", "list")).ExitCode);

        await File.WriteAllTextAsync(Path.Combine(folder, "run.json"),
            JsonSerializer.Serialize(new { environment = "Development", database = await servers.EmptyDatabaseAsync() }));

        Assert.Contains("test@example.com", (await console.RunAsync("merchants", "list")).ExpectDone().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gateway_that_runs_in_the_repository_changes_nothing_for_a_command_with_settings()
    {
        var folder = Directory.CreateDirectory(servers.Folder.Child("data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "run.json"),
            JsonSerializer.Serialize(new { environment = "Development", database = Away }));
        var console = new OperatorConsole(await servers.EmptyDatabaseAsync())
        {
            DataFolder = folder,
            Extra = new Dictionary<string, string?>(OutsideTheSandbox)
            {
                ["DOTNET_ENVIRONMENT"] = null, // that is Production
                ["ASPNETCORE_ENVIRONMENT"] = null,
            },
        };

        (await console.RunAsync("merchants", "list")).ExpectDone();
        Assert.Equal(78, (await console.RunAsync("merchants", "add", "shop@example.com")).ExitCode);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
