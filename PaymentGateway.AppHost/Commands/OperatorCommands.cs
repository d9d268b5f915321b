using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PaymentGateway.AppHost.Commands;

internal static class OperatorCommands
{
    /// <summary>Payments stay pending while the worker is stopped; nothing is lost.</summary>
    public static void WithPauseCommands(this IResourceBuilder<ProjectResource> worker)
    {
        Add("pause-worker", "Pause worker", "Pause", KnownResourceCommands.StopCommand, isFor: KnownResourceStates.Running,
            "Stops the worker. Payments stay pending until it is resumed; nothing is lost.");
        Add("resume-worker", "Resume worker", "Play", KnownResourceCommands.StartCommand, isFor: null,
            "Starts the worker again. It processes what has become due.");

        void Add(string name, string title, string icon, string command, string? isFor, string description) => worker.WithCommand(
            name,
            title,
            context => ExecuteAsync(context, worker.Resource, command),
            new CommandOptions
            {
                Description = description,
                IconName = icon,
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running == isFor is not null
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Hidden,
            });
    }

    public static void WithResetCommand(
        this IResourceBuilder<ProjectResource> migrations,
        IResourceBuilder<IResourceWithConnectionString> database,
        IResource[] stopBefore)
    {
        if (database.Resource is ConnectionStringResource)
        {
            return; // an external database is not deleted by a button
        }

        migrations.WithCommand(
            "reset-demo-data",
            "Reset demo data",
            async context =>
            {
                var resources = context.Services.GetRequiredService<ResourceNotificationService>();
                await Task.WhenAll(stopBefore.Select(resource => ExecuteAsync(context, resource, KnownResourceCommands.StopCommand)));
                await DropTablesAsync(database.Resource, context.CancellationToken);
                await ExecuteAsync(context, migrations.Resource, KnownResourceCommands.StartCommand);
                await resources.WaitForResourceAsync(
                    migrations.Resource.Name, KnownResourceStates.Finished, context.CancellationToken);
                await Task.WhenAll(stopBefore.Select(resource => ExecuteAsync(context, resource, KnownResourceCommands.StartCommand)));
                return CommandResults.Success("The database has its first content again.");
            },
            new CommandOptions
            {
                Description = "Deletes every order, payment, refund and webhook, and creates the sandbox merchant again.",
                IconName = "DatabaseWarning",
                ConfirmationMessage = "Delete every order, payment, refund and webhook?",
            });
    }

    private static async Task DropTablesAsync(IResourceWithConnectionString database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(await database.GetConnectionStringAsync(cancellationToken));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context, IResource resource, string command) =>
        context.Services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync(resource, command, context.CancellationToken);
}
