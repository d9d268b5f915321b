namespace PaymentGateway.Worker.Queue;

/// <summary>
/// Carries out one kind of job: reads, asks, decides, writes. It may run twice for one job, and what it saves is void when
/// the lease has passed to somebody else.
/// </summary>
internal interface IJobHandler
{
    Task HandleAsync(JobLease lease, CancellationToken cancel);
}
