namespace PaymentGateway.Core.Queue;

/// <summary>
/// How many jobs of one kind a worker has finished; their rows are deleted. Each worker adds to its own rows only, so that no
/// worker waits for another.
/// </summary>
public sealed class WorkerJobTotal
{
    private WorkerJobTotal()
    {
    }

    public string Worker { get; private set; } = "";

    public JobKind Kind { get; private set; }

    public long Finished { get; private set; }
}
