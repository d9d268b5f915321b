using System.CommandLine;
using PaymentGateway.Core.Persistence;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Worker.Commands;

/// <summary>Runs the operation of a command. What fails becomes one line on stderr and an exit code.</summary>
/// <param name="createHost">True: with the keys that encrypt secrets.</param>
internal sealed class CommandRunner(Func<bool, IHost> createHost)
{
    public void Set(Command command, Func<CommandContext, ParseResult, Task<int>> operation, bool usesKeys = false) =>
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return Startup.RunAsync(
                () => createHost(usesKeys),
                async host =>
                {
                    await using var scope = host.Services.CreateAsyncScope();
                    var context = new CommandContext(scope.ServiceProvider, output, errors, cancellationToken);
                    return await RunAsync(context, () => operation(context, parsed));
                },
                errors);
        });

    private static async Task<int> RunAsync(CommandContext context, Func<Task<int>> operation)
    {
        try
        {
            var schema = context.Services.GetRequiredService<SchemaCheck>();
            return await schema.FindErrorAsync(context.CancellationToken) is { } reason
                ? await context.RefuseAsync(reason)
                : await operation();
        }
        catch (Exception exception) when (exception.DescribeDatabaseError() is { } error)
        {
            return await context.RefuseAsync($"Database error: {error}");
        }
    }
}
