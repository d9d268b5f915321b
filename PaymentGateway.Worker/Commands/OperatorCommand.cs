using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PaymentGateway.Worker.Commands;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="description">One sentence.</param>
/// <param name="examples">Without the program's name.</param>
internal sealed class OperatorCommand(string name, string description, params string[] examples)
    : Command(name, description)
{
    private readonly string[] _examples = examples;

    public static void AddExamplesTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is OperatorCommand { _examples: { Length: > 0 } examples })
            {
                var output = parseResult.InvocationConfiguration.Output;
                var program = parseResult.RootCommandResult.Command.Name;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {program} {example}");
                }

                output.WriteLine();
            }

            return exitCode;
        }
    }
}
