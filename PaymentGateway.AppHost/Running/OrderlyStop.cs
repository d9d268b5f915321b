using Microsoft.Extensions.Hosting;

namespace PaymentGateway.AppHost.Running;

/// <summary>
/// Stops the services before the servers they use: it is registered last and stops first. Aspire stops everything at
/// once, and a service whose dashboard is gone waits for it until it is killed.
/// </summary>
internal sealed class OrderlyStop(DistributedApplicationModel model, ResourceCommandService commands) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("Stopping");
        return Task.WhenAll(model.Resources.OfType<ProjectResource>().Select(service =>
            commands.ExecuteCommandAsync(service, KnownResourceCommands.StopCommand, cancellationToken)));
    }
}
