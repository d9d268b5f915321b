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
            worker.WithCommand(name, title, context => ExecuteAsync(context, worker.Resource, command), new CommandOptions
            {
                Description = description,
                IconName = icon,
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running == whenRunning
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Hidden,
            });
    }

    public static void WithResetCommand(
        this IResourceBuilder<ProjectResource> migrations, IResourceBuilder<IResourceWithConnectionString> database, IResource[] stopBefore)
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
            await Task.WhenAll(stopBefore.Select(resource => ExecuteAsync(context, resource, KnownResourceCommands.StopCommand)));
            await using (var connection = new NpgsqlConnection(await database.Resource.GetConnectionStringAsync(context.CancellationToken)))
            {
                await connection.OpenAsync(context.CancellationToken);
                await using var command = new NpgsqlCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public", connection);
                await command.ExecuteNonQueryAsync(context.CancellationToken);
            }

            await ExecuteAsync(context, migrations.Resource, KnownResourceCommands.StartCommand);
            await context.Services.GetRequiredService<ResourceNotificationService>()
                .WaitForResourceAsync(migrations.Resource.Name, KnownResourceStates.Finished, context.CancellationToken);
            await Task.WhenAll(stopBefore.Select(resource => ExecuteAsync(context, resource, KnownResourceCommands.StartCommand)));
            return CommandResults.Success("All demo data is reset.");
        }
    }

    private static Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context, IResource resource, string command) =>
        context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, context.CancellationToken);
}
