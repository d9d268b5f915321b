namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Runs one kind of job: reads, asks, decides, saves. It may run twice for one job, and what it saves is refused when the
/// lease has passed to another worker.
/// </summary>
internal interface IJobHandler
{
    /// <exception cref="LeaseLostException">Another worker has taken over.</exception>
    Task HandleAsync(JobLease lease, CancellationToken cancellationToken);
}
