namespace PaymentGateway.Core.Queue;

/// <summary>A worker process that is alive, or was a moment ago.</summary>
public sealed class WorkerHeartbeat
{
    private WorkerHeartbeat()
    {
    }

    public string Id { get; private set; } = "";

    public DateTimeOffset SeenAt { get; private set; }

    public int InFlight { get; private set; }

    public bool Draining { get; private set; }
}
