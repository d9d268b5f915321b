using Npgsql;

namespace PaymentGateway.AppHost.Commands;

internal static class OperatorCommands
{
    public static void WithPauseCommands(this IResourceBuilder<ProjectResource> worker)
    {
        Add("pause-worker", "Pause worker", "Pause", KnownResourceCommands.StopCommand, whenRunning: true,
            "Stops the worker. Payments stay pending until you resume it; nothing is lost.");
        Add("resume-worker", "Resume worker", "Play", KnownResourceCommands.StartCommand, whenRunning: false,
            "Starts the worker. It processes all due jobs.");

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
            var stopped = await ExecuteAsync(context, KnownResourceCommands.StopCommand, stopBefore);
            try
            {
                return stopped.Success ? await DropAndMigrateAsync(context, database.Resource, migrations.Resource) : stopped;
            }
            finally
            {
                await ExecuteAsync(context, KnownResourceCommands.StartCommand, stopBefore);
            }
        }
    }

    private static async Task<ExecuteCommandResult> DropAndMigrateAsync(
        ExecuteCommandContext context, IResourceWithConnectionString database, ProjectResource migrations)
    {
        var cancellationToken = context.CancellationToken;
        await using (var connection = new NpgsqlConnection(await database.GetConnectionStringAsync(cancellationToken)))
        {
            await connection.OpenAsync(cancellationToken);
            await using var drop = new NpgsqlCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public", connection);
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }

        var started = await ExecuteAsync(context, KnownResourceCommands.StartCommand, migrations);
        if (!started.Success)
        {
            return started;
        }

        var resources = context.Services.GetRequiredService<ResourceNotificationService>();
        var ended = await resources.WaitForResourceAsync(migrations.Name, change =>
            KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), cancellationToken);
        return ended.Snapshot.ExitCode == 0
            ? CommandResults.Success("All demo data is reset.")
            : CommandResults.Failure("The migrations failed. See the log of the migrations resource.");
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
