using Npgsql;

namespace PaymentGateway.AppHost.Commands;

internal static class OperatorCommands
{
    public static void WithPauseCommands(this IResourceBuilder<ProjectResource> worker)
    {
        Add("pause-worker", "Pause worker", "Pause", KnownResourceCommands.StopCommand, whenRunning: true,
            "Stops the worker. Payments stay pending until it is resumed; nothing is lost.");
        Add("resume-worker", "Resume worker", "Play", KnownResourceCommands.StartCommand, whenRunning: false,
            "Starts the worker. It processes everything that has become due.");

        void Add(string name, string title, string icon, string command, bool whenRunning, string description) =>
            worker.WithCommand(name, title, context => ExecuteAsync(context, command, worker.Resource), new CommandOptions
            {
                Description = description,
                IconName = icon,
                UpdateState = context =>
                    context.ResourceSnapshot.State?.Text == KnownResourceStates.Running == whenRunning
                        ? ResourceCommandState.Enabled
                        : ResourceCommandState.Hidden,
            });
    }

    public static void WithResetCommand(
        this IResourceBuilder<ProjectResource> migrations, IResourceBuilder<IResourceWithConnectionString> database,
        IResource[] stopBefore)
    {
        if (database.Resource is ParameterResource) // a configured connection string
        {
            return; // an external database is not emptied by a button
        }

        migrations.WithCommand("reset-demo-data", "Reset demo data", ResetAsync, new CommandOptions
        {
            Description = "Deletes every order, payment, refund and webhook, and creates the sandbox merchant again.",
            IconName = "DatabaseWarning",
            ConfirmationMessage = "Delete every order, payment, refund and webhook?",
        });

        async Task<ExecuteCommandResult> ResetAsync(ExecuteCommandContext context)
        {
            var cancellationToken = context.CancellationToken;
            await ExecuteAsync(context, KnownResourceCommands.StopCommand, stopBefore);
            await using (var connection = new NpgsqlConnection(
                await database.Resource.GetConnectionStringAsync(cancellationToken)))
            {
                await connection.OpenAsync(cancellationToken);
                await using var drop = new NpgsqlCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public", connection);
                await drop.ExecuteNonQueryAsync(cancellationToken);
            }

            await ExecuteAsync(context, KnownResourceCommands.StartCommand, migrations.Resource);
            await context.Services.GetRequiredService<ResourceNotificationService>()
                .WaitForResourceAsync(migrations.Resource.Name, KnownResourceStates.Finished, cancellationToken);
            await ExecuteAsync(context, KnownResourceCommands.StartCommand, stopBefore);
            return CommandResults.Success("All demo data is reset.");
        }
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(
        ExecuteCommandContext context, string command, params IResource[] resources)
    {
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var results = await Task.WhenAll(resources.Select(resource =>
            commands.ExecuteCommandAsync(resource, command, context.CancellationToken)));
        return results.FirstOrDefault(result => !result.Success, results[0]);
    }
}
