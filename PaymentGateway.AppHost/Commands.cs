using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PaymentGateway.AppHost.Containers;

/// <summary>What a developer does often, as buttons; <c>aspire resource api send-test-webhook</c> is the same.</summary>
internal static class Commands
{
    public static void WithTestWebhookCommand(this IResourceBuilder<ProjectResource> api) =>
        api.WithHttpCommand(
            "/api/v1/merchant/webhook/test",
            "Send test webhook",
            commandName: "send-test-webhook",
            commandOptions: new HttpCommandOptions
            {
                Description = "Sends webhook.test to the address of the seeded merchant.",
                IconName = "Send",
                IsHighlighted = true,
                PrepareRequest = context =>
                {
                    context.Request.Headers.Add("X-Api-Key", "key_test_abc123");
                    context.Request.Headers.Add("X-Api-Secret", "secret_test_xyz789");
                    return Task.CompletedTask;
                },
            });

    /// <summary>Payments stay pending meanwhile; nothing is lost.</summary>
    public static void WithPauseCommands(this IResourceBuilder<ProjectResource> worker)
    {
        Add("pause-worker", "Pause worker", "Pause", KnownResourceCommands.StopCommand);
        Add("resume-worker", "Resume worker", "Play", KnownResourceCommands.StartCommand);

        void Add(string name, string title, string icon, string command) => worker.WithCommand(
            name,
            title,
            context => Execute(context, worker.Resource, command),
            new CommandOptions { IconName = icon });
    }

    public static void WithResetCommand(
        this IResourceBuilder<ProjectResource> migrations,
        IResourceBuilder<IResourceWithConnectionString> database,
        IResource[] stopMeanwhile)
    {
        if (database.Resource is not PostgresDatabaseResource)
        {
            return; // somebody else's database is not emptied by a button
        }

        migrations.WithCommand(
            "reset-demo-data",
            "Reset demo data",
            async context =>
            {
                foreach (var resource in stopMeanwhile)
                {
                    await Execute(context, resource, KnownResourceCommands.StopCommand);
                }

                await EmptyAsync(database.Resource, context.CancellationToken);
                await Execute(context, migrations.Resource, KnownResourceCommands.StartCommand);
                await context.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(
                    migrations.Resource.Name, KnownResourceStates.Finished, context.CancellationToken);
                foreach (var resource in stopMeanwhile)
                {
                    await Execute(context, resource, KnownResourceCommands.StartCommand);
                }

                return CommandResults.Success();
            },
            new CommandOptions
            {
                Description = "Empties the database and migrates it anew.",
                IconName = "DatabaseWarning",
                ConfirmationMessage = "Every order, payment, refund and webhook is deleted. Go on?",
            });
    }

    private static async Task EmptyAsync(IResourceWithConnectionString database, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(await database.GetConnectionStringAsync(cancel));
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public", connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Task<ExecuteCommandResult> Execute(ExecuteCommandContext context, IResource resource, string command) =>
        context.Services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync(resource, command, context.CancellationToken);
}
