using System.CommandLine;
using System.CommandLine.Invocation;
using PaymentGateway.ServiceDefaults;
using PaymentGateway.Worker.Setup;

namespace PaymentGateway.Worker.Commands;

/// <summary>The operator's commands: how they are parsed, and how a wrong one is refused.</summary>
/// <param name="createWorker">The whole worker with these settings: <c>migrate</c> checks them all.</param>
/// <param name="createCommandHost">For the other commands; true: with the keys that encrypt secrets.</param>
internal sealed class CommandLine(Func<string[], IHost> createWorker, Func<bool, IHost> createCommandHost)
{
    private const string Description =
        "The payment gateway's worker and its operator's commands. Without a command it processes jobs until it is "
        + "stopped. Settings come from the environment (Queue__Lease=00:00:30); the worker and migrate also take them "
        + "as arguments (--Queue:Lease=00:00:30).";

    // The worker's log goes to stdout, where commands have their results.
    private const string LogToStderr = "--Logging:Console:LogToStandardErrorThreshold=Trace";

    public async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var parsed = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return await RefuseAsync(parsed, errors);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Ctrl+C ends a command at once
        });
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, TextWriter errors)
    {
        var messages = parsed.UnmatchedTokens.Count > 0
            ? [$"Unknown command or argument: {PlainText.Of(string.Join(' ', parsed.UnmatchedTokens))}"]
            : parsed.Errors.Select(error => error.Message);
        await errors.WriteLineAsync(string.Join(Environment.NewLine, messages));
        await errors.WriteLineAsync($"Run {NameOf(parsed.CommandResult.Command)} --help for usage.");
        return ExitCodes.WrongUsage;
    }

    private RootCommand CreateRoot()
    {
        var runner = new CommandRunner(createCommandHost);
        var root = new RootCommand(Description)
        {
            CreateMigrate(),
            MerchantCommands.Create(runner),
            JobCommands.Create(runner),
        };
        OperatorCommand.AddExamplesTo(root);
        return root;
    }

    private OperatorCommand CreateMigrate()
    {
        var settings = new Argument<string[]>("settings")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Settings that win over the environment, as in --Section:Key=value.",
        };
        settings.Validators.Add(result =>
        {
            if (!ConfigurationArguments.AreAll([.. result.Tokens.Select(token => token.Value)]))
            {
                result.AddError($"Not settings: {string.Join(' ', result.Tokens)}");
            }
        });
        var migrate = new OperatorCommand(
            "migrate", "Checks the worker's settings and updates the database's schema.") { settings };
        migrate.SetAction((parsed, cancellationToken) =>
        {
            var errors = parsed.InvocationConfiguration.Error;
            return Startup.RunAsync(
                () => createWorker([.. parsed.GetValue(settings)!, LogToStderr]),
                host => MigrateCommand.RunAsync(host.Services, errors, cancellationToken),
                errors);
        });
        return migrate;
    }

    private static string NameOf(Command command) => string.Join(' ',
        command.Parents.OfType<Command>().Select(NameOf).Append(command.Name));
}
