using PaymentGateway.Worker.Commands;

namespace PaymentGateway.Tests.Support;

/// <summary>The worker's commands as an operator types them, run in the process of the tests. Redis is away.</summary>
internal sealed class OperatorConsole(string? database)
{
    private const string Redis = "127.0.0.1:1";

    /// <summary>Further environment variables.</summary>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    /// <summary>The data folder of an AppHost that may be running.</summary>
    public string DataFolder { get; init; } = "/nowhere";

    public static OperatorConsole Of(Gateway gateway) => new(gateway.ConnectionString);

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        var environment = database is null ? [] : new GatewaySettings().EnvironmentFor(database, Redis);
        foreach (var (name, value) in Extra)
        {
            environment[name] = value;
        }

        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var commandLine = new CommandLine(
            _ => HostUnderTest.Create("Worker", environment),
            usesKeys => CommandHost.Create(
                [.. HostUnderTest.ArgumentsFrom(environment), "--applicationName=PaymentGateway.Worker"],
                Path.Combine(SourceTree.Root, "PaymentGateway.Worker"), usesKeys, DataFolder));
        var exitCode = await commandLine.RunAsync(arguments, output, errors);
        return new CommandResult(exitCode, output.ToString(), errors.ToString());
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.TrimEnd().Split('\n');

    /// <summary>A value that stands after its label.</summary>
    public string Value(string label) =>
        Lines.Select(line => line.Trim()).Single(line => line.StartsWith(label + "  ", StringComparison.Ordinal))[label.Length..].Trim();

    /// <summary>Done, and nothing on stderr.</summary>
    public CommandResult ExpectDone()
    {
        Assert.True(ExitCode == 0 && Errors.Length == 0, ToString());
        return this;
    }

    /// <summary>One line on stderr, nothing on stdout.</summary>
    public CommandResult ExpectRefusal(string error)
    {
        Assert.True(ExitCode == 1 && Output.Length == 0, ToString());
        Assert.Contains(error, Assert.Single(Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        return this;
    }

    public CommandResult ExpectWrongUsage(string error)
    {
        Assert.True(ExitCode == 2 && Output.Length == 0, ToString());
        Assert.Contains(error, Errors, StringComparison.Ordinal);
        return this;
    }
}
