namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Starts and stops all consumers together. One after the other, those that wait for their turn to stop would claim more
/// jobs, and each would take the whole time to drain.
/// </summary>
internal sealed class JobConsumers(IEnumerable<JobConsumer> consumers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(consumers.Select(consumer => consumer.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(consumers.Select(consumer => consumer.StopAsync(cancellationToken)));
}
